package hyperhive.privd.endpoint.agent;

import hyperhive.agent.v1.ListAgentsReply;
import hyperhive.agent.v1.ListAgentsRequest;
import hyperhive.agent.v1.ManagerGrpc;
import hyperhive.agent.v1.ReadLogReply;
import hyperhive.agent.v1.ReadLogRequest;
import hyperhive.agent.v1.RequestSpawnReply;
import hyperhive.agent.v1.RequestSpawnRequest;
import hyperhive.agent.v1.RestartAgentReply;
import hyperhive.agent.v1.RestartAgentRequest;
import hyperhive.agent.v1.StartAgentReply;
import hyperhive.agent.v1.StartAgentRequest;
import hyperhive.agent.v1.StopAgentReply;
import hyperhive.agent.v1.StopAgentRequest;
import hyperhive.privd.endpoint.Replies;
import io.grpc.stub.StreamObserver;

/// The methods only the manager's socket has.
final class ManagerService extends ManagerGrpc.ManagerImplBase {
  private final Managing managing;

  ManagerService(Managing managing) {
    this.managing = managing;
  }

  @Override
  public void requestSpawn(RequestSpawnRequest request, StreamObserver<RequestSpawnReply> reply) {
    Replies.answer(reply, () -> managing.requestSpawn(request));
  }

  @Override
  public void listAgents(ListAgentsRequest request, StreamObserver<ListAgentsReply> reply) {
    Replies.answer(reply, managing::listAgents);
  }

  @Override
  public void startAgent(StartAgentRequest request, StreamObserver<StartAgentReply> reply) {
    Replies.answer(
        reply, () -> managing.start(request.getName()), StartAgentReply.getDefaultInstance());
  }

  @Override
  public void stopAgent(StopAgentRequest request, StreamObserver<StopAgentReply> reply) {
    Replies.answer(
        reply, () -> managing.stop(request.getName()), StopAgentReply.getDefaultInstance());
  }

  @Override
  public void restartAgent(RestartAgentRequest request, StreamObserver<RestartAgentReply> reply) {
    Replies.answer(
        reply, () -> managing.restart(request.getName()), RestartAgentReply.getDefaultInstance());
  }

  @Override
  public void readLog(ReadLogRequest request, StreamObserver<ReadLogReply> reply) {
    Replies.answer(reply, () -> managing.readLog(request));
  }
}
