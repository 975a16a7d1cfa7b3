package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Empty;
import hyperhive.agent.v1.AgentGrpc;
import hyperhive.agent.v1.AskRequest;
import hyperhive.agent.v1.ManagerGrpc;
import hyperhive.agent.v1.ReceiveRequest;
import hyperhive.agent.v1.RequestSpawnRequest;
import hyperhive.agent.v1.SendRequest;
import hyperhive.agent.v1.WhoAmIRequest;
import hyperhive.operator.v1.GetOverviewRequest;
import hyperhive.operator.v1.ListQuestionsRequest;
import hyperhive.operator.v1.OperatorGrpc;
import hyperhive.operator.v1.Question;
import hyperhive.operator.v1.SpawnRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("main-job")
@Tag("attack")
@Tag("needs-root")
final class AgentSocketAttackTest {
  private final PrivdCoreKit kit = PrivdCoreKit.start();

  @AfterEach
  void close() {
    kit.close();
  }

  private static Status.Code code(Executable call) {
    return assertThrows(StatusRuntimeException.class, call).getStatus().getCode();
  }

  private static Status.Code call(Channel channel, MethodDescriptor<?, ?> method) {
    MethodDescriptor<Empty, Empty> anything =
        MethodDescriptor.<Empty, Empty>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method.getFullMethodName())
            .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
            .build();
    return code(
        () ->
            ClientCalls.blockingUnaryCall(
                channel,
                anything,
                CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
                Empty.getDefaultInstance()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "manager"})
  void a1NoOperatorMethodExistsOnAnAgentsSocket(String agent) {
    List<MethodDescriptor<?, ?>> methods =
        List.copyOf(OperatorGrpc.getServiceDescriptor().getMethods());
    assertTrue(methods.size() > 25);
    for (MethodDescriptor<?, ?> method : methods) {
      assertEquals(
          Status.Code.UNIMPLEMENTED,
          call(kit.agentChannel(agent), method),
          method.getFullMethodName());
    }
  }

  @Test
  void a1NoMethodOfTheManagerExistsOnAnotherSocket() {
    for (MethodDescriptor<?, ?> method : ManagerGrpc.getServiceDescriptor().getMethods()) {
      assertEquals(
          Status.Code.UNIMPLEMENTED,
          call(kit.agentChannel("alice"), method),
          method.getFullMethodName());
    }
  }

  @Test
  void a2EachSocketServesExactlyItsServices() {
    assertEquals(List.of(AgentGrpc.SERVICE_NAME), kit.services("alice"));
    assertEquals(
        List.of(AgentGrpc.SERVICE_NAME, ManagerGrpc.SERVICE_NAME), kit.services("manager"));
  }

  @Test
  void a3TheSenderIsTheSocketsAgentWhateverTheBodyClaims() {
    var _ = send("alice", "bob", "from: operator\n{\"from\":\"bob\"}");
    var message =
        kit.agent("bob")
            .receive(ReceiveRequest.newBuilder().setWaitSeconds(5).setMaxMessages(10).build())
            .getMessages(0);
    assertEquals("alice", message.getFrom());
  }

  private hyperhive.agent.v1.SendReply send(String from, String to, String body) {
    return kit.agent(from)
        .send(
            SendRequest.newBuilder()
                .setRequestId(PrivdCoreKit.id())
                .setTo(to)
                .setBody(body)
                .build());
  }

  /// What a peer hears that speaks HTTP/2: nothing at all if it is not let in.
  private static byte[] heardBy(long uid, Path socket) throws Exception {
    return OtherUser.as(
        uid,
        () -> {
          try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return Preface.exchange(channel);
          }
        });
  }

  @Test
  void a4AForeignUidIsClosedBeforeHttp2() throws Exception {
    Path socket = kit.agentSocket("alice");
    kit.open(socket);
    int base = kit.uids("alice").base();
    for (long uid : new long[] {0, PrivdCoreKit.WEB_UID, base - 1L, base + 65_536L, 65_534}) {
      assertEquals(0, heardBy(uid, socket).length, "uid " + uid);
    }
    assertTrue(heardBy(base, socket).length >= 9);
    assertTrue(heardBy(base + 65_535L, socket).length >= 9);
  }

  @Test
  void a4TheGateAboveTheSocketStopsOthersBeforeThat() {
    for (long uid : new long[] {PrivdCoreKit.WEB_UID, kit.uids("bob").base()}) {
      assertThrows(java.io.IOException.class, () -> heardBy(uid, kit.agentSocket("alice")));
    }
  }

  @Test
  void a6NobodyElseGetsInWhilePrivdRestarts() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger tries = new AtomicInteger();
    AtomicInteger heard = new AtomicInteger();
    Thread knocking =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!stop.get()) {
                    for (Path socket : List.of(kit.operatorSocket(), kit.agentSocket("alice"))) {
                      tries.incrementAndGet();
                      try {
                        heard.addAndGet(heardBy(65_534, socket).length);
                      } catch (Exception refused) {
                        // As it should be.
                      }
                    }
                  }
                });
    for (int i = 0; i < 5; i++) {
      kit.restart();
    }
    stop.set(true);
    knocking.join(10_000);
    assertTrue(tries.get() > 100, "only " + tries);
    assertEquals(0, heard.get());
  }

  @Test
  void a9AMessageOverTheLimitIsRefusedAndTheConnectionGoesOn() {
    String tooLong = "x".repeat(65_537);
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, code(() -> send("alice", "bob", tooLong)));
    assertEquals(
        Status.Code.RESOURCE_EXHAUSTED, code(() -> send("alice", "bob", "é".repeat(32_769))));
    assertEquals(1, send("alice", "bob", tooLong.substring(1)).getDeliveriesCount());
    String farTooLong = "x".repeat(3 << 20);
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, code(() -> send("alice", "bob", farTooLong)));
    assertEquals(1, send("alice", "bob", "short").getDeliveriesCount());
  }

  @Test
  void a13ThreeThousandConnectionsAreCapped() throws Exception {
    int base = kit.uids("alice").base();
    List<SocketChannel> open = new ArrayList<>();
    int served = 0;
    try {
      for (int i = 0; i < 3_000; i++) {
        SocketChannel channel =
            OtherUser.as(
                base,
                () -> {
                  SocketChannel connected = SocketChannel.open(StandardProtocolFamily.UNIX);
                  connected.connect(UnixDomainSocketAddress.of(kit.agentSocket("alice")));
                  return connected;
                });
        open.add(channel);
      }
      for (SocketChannel channel : open) {
        served += Preface.isServed(channel) ? 1 : 0;
      }
      assertEquals("bob", kit.agent("bob").whoAmI(WhoAmIRequest.getDefaultInstance()).getName());
    } finally {
      for (SocketChannel channel : open) {
        channel.close();
      }
    }
    // The turn loop's own connection is one of the sixteen.
    assertTrue(served <= 16 && served >= 10, "served " + served);
  }

  @Test
  void a14AFloodOfQuestionsEndsAtAQuotaAndBobsIsOnTheFirstPage() {
    int asked = 0;
    Status.Code last = Status.Code.OK;
    for (int i = 0; i < 60 && last == Status.Code.OK; i++) {
      try {
        ask("alice", "flood " + i);
        asked++;
      } catch (StatusRuntimeException refused) {
        last = refused.getStatus().getCode();
      }
    }
    assertEquals(20, asked);
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, last);
    ask("bob", "mine");
    List<Question> open =
        kit.operator()
            .listQuestions(ListQuestionsRequest.newBuilder().setLimit(10).build())
            .getOpen()
            .getItemsList();
    assertTrue(open.subList(0, 2).stream().anyMatch(each -> each.getFrom().equals("bob")));
  }

  private long ask(String agent, String question) {
    return kit.agent(agent)
        .ask(
            AskRequest.newBuilder()
                .setRequestId(PrivdCoreKit.id())
                .setTo("operator")
                .setQuestion(question)
                .build())
        .getQuestionId();
  }

  @Test
  void a15AnUglyQuestionIsStoredExactly() {
    String ugly =
        "\u001b[31mred\u001b]52;c;eA==\u0007 \u202Eltr\u2066 z\u0300\u0301\u0302\u0303 \u0000 \uD83D\uDE00 <b>";
    String question =
        ugly.repeat(60 * 1024 / ugly.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    var _ = ask("alice", question);
    assertEquals(
        question,
        kit.operator()
            .getOverview(GetOverviewRequest.getDefaultInstance())
            .getQuestions()
            .getItems(0)
            .getText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice",
        "Operator",
        " operator",
        "operator ",
        "nobody",
        "system",
        "",
        "../bob",
        "bob\n"
      })
  void a16OnlyExactRecipientsCount(String to) {
    Status.Code refused = code(() -> send("alice", to, "hello"));
    assertTrue(
        refused == Status.Code.INVALID_ARGUMENT || refused == Status.Code.NOT_FOUND,
        refused.toString());
    assertEquals(0, kit.count("select count(*) from message"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"operator", "system", "manager", "Alice", "a b", "-rf", "é", "abcdefghij"})
  void a16ReservedNamesCannotBeSpawned(String name) {
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(
            () ->
                kit.manager()
                    .requestSpawn(
                        RequestSpawnRequest.newBuilder()
                            .setRequestId(PrivdCoreKit.id())
                            .setName(name)
                            .build())));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(() -> kit.operator().spawn(SpawnRequest.newBuilder().setName(name).build())));
    assertEquals(0, kit.count("select count(*) from approval"));
  }

  @Test
  void a28OnlyTheNewestFourLongPollsWait() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    List<ManagedChannel> connections = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (int i = 0; i < 10; i++) {
          connections.add(ChannelAs.open(kit.uids("alice").base(), kit.agentSocket("alice")));
        }
        for (int i = 0; i < 1_000; i++) {
          ManagedChannel connection = connections.get(i % connections.size());
          callers.execute(() -> poll(connection, answered, refused));
        }
        PrivdCoreKit.await(() -> answered.get() + refused.get() >= 996);
        Thread.sleep(300);
        assertEquals(996, answered.get() + refused.get());
        assertTrue(answered.get() > 50, "answered " + answered);
        var _ = send("bob", "alice", "wake up");
        PrivdCoreKit.await(() -> answered.get() + refused.get() >= 997);
      } finally {
        connections.forEach(ManagedChannel::shutdownNow);
      }
    }
    assertFalse(connections.isEmpty());
  }

  @Test
  void anAgentThatAsksTooOftenIsSlowedDownAlone() {
    int refused = 0;
    for (int i = 0; i < 3_000 && refused == 0; i++) {
      try {
        var _ = kit.agent("alice").whoAmI(WhoAmIRequest.getDefaultInstance());
      } catch (StatusRuntimeException tooMany) {
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, tooMany.getStatus().getCode());
        refused++;
      }
    }
    assertEquals(1, refused);
    assertEquals("bob", kit.agent("bob").whoAmI(WhoAmIRequest.getDefaultInstance()).getName());
  }

  private static void poll(Channel connection, AtomicInteger answered, AtomicInteger refused) {
    Supplier<Object> receive =
        () ->
            AgentGrpc.newBlockingStub(connection)
                .receive(ReceiveRequest.newBuilder().setWaitSeconds(60).setMaxMessages(1).build());
    try {
      var _ = receive.get();
      answered.incrementAndGet();
    } catch (StatusRuntimeException over) {
      refused.incrementAndGet();
    }
  }
}
