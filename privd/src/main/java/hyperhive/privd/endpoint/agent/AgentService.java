package hyperhive.privd.endpoint.agent;

import hyperhive.agent.v1.AckReply;
import hyperhive.agent.v1.AckRequest;
import hyperhive.agent.v1.AgentGrpc;
import hyperhive.agent.v1.AnswerReply;
import hyperhive.agent.v1.AnswerRequest;
import hyperhive.agent.v1.AskReply;
import hyperhive.agent.v1.AskRequest;
import hyperhive.agent.v1.CancelLooseEndReply;
import hyperhive.agent.v1.CancelLooseEndRequest;
import hyperhive.agent.v1.HelloReply;
import hyperhive.agent.v1.HelloRequest;
import hyperhive.agent.v1.LooseEndsReply;
import hyperhive.agent.v1.LooseEndsRequest;
import hyperhive.agent.v1.ReceiveReply;
import hyperhive.agent.v1.ReceiveRequest;
import hyperhive.agent.v1.RemindReply;
import hyperhive.agent.v1.RemindRequest;
import hyperhive.agent.v1.ReportTurnReply;
import hyperhive.agent.v1.ReportTurnRequest;
import hyperhive.agent.v1.RequeueReply;
import hyperhive.agent.v1.RequeueRequest;
import hyperhive.agent.v1.SendReply;
import hyperhive.agent.v1.SendRequest;
import hyperhive.agent.v1.SetStatusReply;
import hyperhive.agent.v1.SetStatusRequest;
import hyperhive.agent.v1.WhoAmIReply;
import hyperhive.agent.v1.WhoAmIRequest;
import hyperhive.privd.endpoint.Replies;
import io.grpc.stub.StreamObserver;

/// The methods of one agent's socket. Whose it is was said when it was made; no request can say
/// otherwise.
final class AgentService extends AgentGrpc.AgentImplBase {
  private final Mail mail;
  private final Asking asking;
  private final Reporting reporting;

  AgentService(Mail mail, Asking asking, Reporting reporting) {
    this.mail = mail;
    this.asking = asking;
    this.reporting = reporting;
  }

  @Override
  public void hello(HelloRequest request, StreamObserver<HelloReply> reply) {
    Replies.answer(reply, () -> reporting.hello(request));
  }

  @Override
  public void whoAmI(WhoAmIRequest request, StreamObserver<WhoAmIReply> reply) {
    Replies.answer(reply, reporting::whoAmI);
  }

  @Override
  public void send(SendRequest request, StreamObserver<SendReply> reply) {
    Replies.answer(reply, () -> mail.send(request));
  }

  @Override
  public void receive(ReceiveRequest request, StreamObserver<ReceiveReply> reply) {
    Replies.answer(reply, () -> mail.receive(request));
  }

  @Override
  public void ack(AckRequest request, StreamObserver<AckReply> reply) {
    Replies.answer(reply, () -> mail.ack(request));
  }

  @Override
  public void requeue(RequeueRequest request, StreamObserver<RequeueReply> reply) {
    Replies.answer(reply, () -> mail.requeue(request));
  }

  @Override
  public void ask(AskRequest request, StreamObserver<AskReply> reply) {
    Replies.answer(reply, () -> asking.ask(request));
  }

  @Override
  public void answer(AnswerRequest request, StreamObserver<AnswerReply> reply) {
    Replies.answer(reply, () -> asking.answer(request));
  }

  @Override
  public void remind(RemindRequest request, StreamObserver<RemindReply> reply) {
    Replies.answer(reply, () -> asking.remind(request));
  }

  @Override
  public void looseEnds(LooseEndsRequest request, StreamObserver<LooseEndsReply> reply) {
    Replies.answer(reply, asking::looseEnds);
  }

  @Override
  public void cancelLooseEnd(
      CancelLooseEndRequest request, StreamObserver<CancelLooseEndReply> reply) {
    Replies.answer(reply, () -> asking.cancel(request));
  }

  @Override
  public void setStatus(SetStatusRequest request, StreamObserver<SetStatusReply> reply) {
    Replies.answer(reply, () -> reporting.setStatus(request));
  }

  @Override
  public void reportTurn(ReportTurnRequest request, StreamObserver<ReportTurnReply> reply) {
    Replies.answer(reply, () -> reporting.turn(request));
  }
}
