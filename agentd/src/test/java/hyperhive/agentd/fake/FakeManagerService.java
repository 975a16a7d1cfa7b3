package hyperhive.agentd.fake;

import com.google.protobuf.ByteString;
import hyperhive.agent.v1.AgentInfo;
import hyperhive.agent.v1.ListAgentsReply;
import hyperhive.agent.v1.ListAgentsRequest;
import hyperhive.agent.v1.ManagerGrpc;
import hyperhive.agent.v1.ReadLogReply;
import hyperhive.agent.v1.ReadLogRequest;
import hyperhive.agent.v1.RequestSpawnReply;
import hyperhive.agent.v1.RequestSpawnRequest;
import io.grpc.stub.StreamObserver;

/// Answers the manager with constants.
final class FakeManagerService extends ManagerGrpc.ManagerImplBase {
  @Override
  public void requestSpawn(RequestSpawnRequest request, StreamObserver<RequestSpawnReply> replies) {
    replies.onNext(RequestSpawnReply.newBuilder().setApprovalId(42).build());
    replies.onCompleted();
  }

  @Override
  public void listAgents(ListAgentsRequest request, StreamObserver<ListAgentsReply> replies) {
    AgentInfo alice = AgentInfo.newBuilder().setName("alice").setState("running").build();
    replies.onNext(ListAgentsReply.newBuilder().addAgents(alice).build());
    replies.onCompleted();
  }

  @Override
  public void readLog(ReadLogRequest request, StreamObserver<ReadLogReply> replies) {
    ByteString content = ByteString.copyFromUtf8("log of " + request.getName());
    replies.onNext(ReadLogReply.newBuilder().setContent(content).build());
    replies.onCompleted();
  }
}
