package hyperhive.agentd.fake;

import com.google.protobuf.MessageLite;
import hyperhive.agent.v1.AckReply;
import hyperhive.agent.v1.AckRequest;
import hyperhive.agent.v1.AgentGrpc;
import hyperhive.agent.v1.AnswerReply;
import hyperhive.agent.v1.AnswerRequest;
import hyperhive.agent.v1.AskReply;
import hyperhive.agent.v1.AskRequest;
import hyperhive.agent.v1.CancelLooseEndReply;
import hyperhive.agent.v1.CancelLooseEndRequest;
import hyperhive.agent.v1.Delivery;
import hyperhive.agent.v1.HelloReply;
import hyperhive.agent.v1.HelloRequest;
import hyperhive.agent.v1.LooseEnd;
import hyperhive.agent.v1.LooseEndKind;
import hyperhive.agent.v1.LooseEndsReply;
import hyperhive.agent.v1.LooseEndsRequest;
import hyperhive.agent.v1.Message;
import hyperhive.agent.v1.ReceiveReply;
import hyperhive.agent.v1.ReceiveRequest;
import hyperhive.agent.v1.RemindReply;
import hyperhive.agent.v1.RemindRequest;
import hyperhive.agent.v1.ReportTurnReply;
import hyperhive.agent.v1.ReportTurnRequest;
import hyperhive.agent.v1.SendReply;
import hyperhive.agent.v1.SendRequest;
import hyperhive.agent.v1.SetStatusReply;
import hyperhive.agent.v1.SetStatusRequest;
import hyperhive.agent.v1.WhoAmIReply;
import hyperhive.agent.v1.WhoAmIRequest;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps every request it was sent, also those it lets fail.
public final class FakeAgentService extends AgentGrpc.AgentImplBase {
  /// A request of this type is taken, and its reply is lost.
  private record Loss(Class<?> type, Status status) {}

  private final boolean manager;
  private final List<MessageLite> requests = new CopyOnWriteArrayList<>();
  private final List<Loss> losses = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();
  private final Deque<Message> waiting = new ArrayDeque<>();
  private final List<Message> leased = new ArrayList<>();
  private @Nullable String instance;

  FakeAgentService(boolean manager) {
    this.manager = manager;
  }

  public long deliver(String from, String body) {
    return deliver(Message.newBuilder().setFrom(from).setBody(body));
  }

  public synchronized long deliver(Message.Builder message) {
    long id = ids.incrementAndGet();
    waiting.add(message.setId(id).setTo("alice").setSentMs(1_700_000_000_000L).build());
    notifyAll();
    return id;
  }

  /// As if a turn loop had said hello.
  public synchronized void introduce() {
    instance = "some-instance";
  }

  /// The reply to the next request of this type is lost, one for each call of this.
  public void failNext(Class<? extends MessageLite> type, Status status) {
    losses.add(new Loss(type, status));
  }

  public <T extends MessageLite> List<T> requests(Class<T> type) {
    return requests.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public List<MessageLite> requests() {
    return List.copyOf(requests);
  }

  public synchronized int waiting() {
    return waiting.size();
  }

  synchronized void forgetLeases() {
    requeue();
    instance = null;
    notifyAll();
  }

  private void requeue() {
    for (Message message : leased.reversed()) {
      waiting.addFirst(message.toBuilder().setRedelivered(true).build());
    }
    leased.clear();
  }

  private <T> void reply(MessageLite request, StreamObserver<T> replies, Supplier<T> answer) {
    requests.add(request);
    T value = answer.get();
    Optional<Loss> loss =
        losses.stream().filter(each -> each.type().isInstance(request)).findFirst();
    if (loss.isPresent() && losses.remove(loss.get())) {
      replies.onError(loss.get().status().asRuntimeException());
      return;
    }
    replies.onNext(value);
    replies.onCompleted();
  }

  @Override
  public synchronized void hello(HelloRequest request, StreamObserver<HelloReply> replies) {
    if (!request.getInstanceId().equals(instance)) {
      requeue();
    }
    instance = request.getInstanceId();
    reply(request, replies, () -> HelloReply.newBuilder().setName("alice").build());
  }

  @Override
  public synchronized void receive(ReceiveRequest request, StreamObserver<ReceiveReply> replies) {
    if (instance == null) {
      requests.add(request);
      replies.onError(
          Status.FAILED_PRECONDITION.withDescription("Say hello first.").asRuntimeException());
      return;
    }
    long until = System.currentTimeMillis() + request.getWaitSeconds() * 1000L;
    while (waiting.isEmpty()
        && System.currentTimeMillis() < until
        && !Context.current().isCancelled()) {
      try {
        wait(50);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    if (!Context.current().isCancelled()) {
      reply(request, replies, () -> lease(request.getMaxMessages()));
    }
  }

  private ReceiveReply lease(int max) {
    ReceiveReply.Builder reply = ReceiveReply.newBuilder();
    while (!waiting.isEmpty() && reply.getMessagesCount() < max) {
      Message message = waiting.removeFirst();
      leased.add(message);
      reply.addMessages(message);
    }
    return reply.build();
  }

  @Override
  public synchronized void ack(AckRequest request, StreamObserver<AckReply> replies) {
    reply(
        request,
        replies,
        () -> {
          int count = leased.size();
          leased.clear();
          return AckReply.newBuilder().setAcknowledged(count).build();
        });
  }

  @Override
  public void reportTurn(ReportTurnRequest request, StreamObserver<ReportTurnReply> replies) {
    reply(request, replies, ReportTurnReply::getDefaultInstance);
  }

  @Override
  public void whoAmI(WhoAmIRequest request, StreamObserver<WhoAmIReply> replies) {
    reply(
        request,
        replies,
        () ->
            WhoAmIReply.newBuilder()
                .setName(manager ? "manager" : "alice")
                .setManager(manager)
                .setManagerName("manager")
                .addRecipients("bob")
                .build());
  }

  @Override
  public void send(SendRequest request, StreamObserver<SendReply> replies) {
    Delivery delivery = Delivery.newBuilder().setTo(request.getTo()).setMessageId(7).build();
    reply(request, replies, () -> SendReply.newBuilder().addDeliveries(delivery).build());
  }

  @Override
  public void ask(AskRequest request, StreamObserver<AskReply> replies) {
    reply(request, replies, () -> AskReply.newBuilder().setQuestionId(17).build());
  }

  @Override
  public void answer(AnswerRequest request, StreamObserver<AnswerReply> replies) {
    reply(request, replies, AnswerReply::getDefaultInstance);
  }

  @Override
  public void remind(RemindRequest request, StreamObserver<RemindReply> replies) {
    reply(request, replies, () -> RemindReply.newBuilder().setReminderId(3).build());
  }

  @Override
  public void looseEnds(LooseEndsRequest request, StreamObserver<LooseEndsReply> replies) {
    LooseEnd owed =
        LooseEnd.newBuilder()
            .setKind(LooseEndKind.LOOSE_END_KIND_OWED)
            .setId(5)
            .setWith("bob")
            .setText("which colour?")
            .build();
    reply(request, replies, () -> LooseEndsReply.newBuilder().addLooseEnds(owed).build());
  }

  @Override
  public void cancelLooseEnd(
      CancelLooseEndRequest request, StreamObserver<CancelLooseEndReply> replies) {
    reply(request, replies, CancelLooseEndReply::getDefaultInstance);
  }

  @Override
  public void setStatus(SetStatusRequest request, StreamObserver<SetStatusReply> replies) {
    reply(request, replies, SetStatusReply::getDefaultInstance);
  }
}
