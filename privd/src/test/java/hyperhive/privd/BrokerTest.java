package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.agent.v1.AckRequest;
import hyperhive.agent.v1.AnswerRequest;
import hyperhive.agent.v1.AskRequest;
import hyperhive.agent.v1.CancelLooseEndRequest;
import hyperhive.agent.v1.Delivery;
import hyperhive.agent.v1.LooseEndKind;
import hyperhive.agent.v1.LooseEndsRequest;
import hyperhive.agent.v1.Message;
import hyperhive.agent.v1.ReceiveRequest;
import hyperhive.agent.v1.RemindRequest;
import hyperhive.agent.v1.RequeueRequest;
import hyperhive.agent.v1.SendRequest;
import hyperhive.operator.v1.AnswerQuestionRequest;
import hyperhive.operator.v1.PauseAgentRequest;
import hyperhive.operator.v1.ResumeAgentRequest;
import hyperhive.operator.v1.SendMessageRequest;
import hyperhive.wire.AgentName;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("main-job")
@Tag("needs-root")
final class BrokerTest {
  private final PrivdCoreKit kit = PrivdCoreKit.start();

  @AfterEach
  void close() {
    kit.close();
  }

  private static Status.Code code(Executable call) {
    return assertThrows(StatusRuntimeException.class, call).getStatus().getCode();
  }

  private List<Delivery> send(String from, String to, String body) {
    return kit.agent(from)
        .send(
            SendRequest.newBuilder()
                .setRequestId(PrivdCoreKit.id())
                .setTo(to)
                .setBody(body)
                .build())
        .getDeliveriesList();
  }

  private List<Message> receive(String agent, int wait, int max) {
    return kit.agent(agent)
        .receive(ReceiveRequest.newBuilder().setWaitSeconds(wait).setMaxMessages(max).build())
        .getMessagesList();
  }

  private int ack(String agent, Long... ids) {
    return kit.agent(agent)
        .ack(
            AckRequest.newBuilder()
                .setRequestId(PrivdCoreKit.id())
                .addAllMessageIds(List.of(ids))
                .build())
        .getAcknowledged();
  }

  private long ask(String agent, String to, long ttl, String... options) {
    return kit.agent(agent)
        .ask(
            AskRequest.newBuilder()
                .setRequestId(PrivdCoreKit.id())
                .setTo(to)
                .setQuestion("which?")
                .setTtlSeconds(ttl)
                .addAllOptions(List.of(options))
                .build())
        .getQuestionId();
  }

  private void answer(String agent, long question, String... answer) {
    var _ =
        kit.agent(agent)
            .answer(
                AnswerRequest.newBuilder()
                    .setRequestId(PrivdCoreKit.id())
                    .setQuestionId(question)
                    .addAllAnswer(List.of(answer))
                    .build());
  }

  @Test
  void aLeaseEndsByAckOrRequeueOrANewInstanceAndByNothingElse() {
    for (int i = 0; i < 5; i++) {
      var _ = send("alice", "bob", "m" + i);
    }
    List<Message> first = receive("bob", 5, 3);
    assertEquals(List.of("m0", "m1", "m2"), first.stream().map(Message::getBody).toList());
    assertFalse(first.getFirst().getRedelivered());
    assertEquals(
        List.of("m3", "m4"), receive("bob", 0, 10).stream().map(Message::getBody).toList());
    kit.clock.advance(Duration.ofDays(1));
    assertEquals(List.of(), receive("bob", 0, 10));
    assertEquals(1, ack("bob", first.getFirst().getId()));
    assertEquals(0, ack("bob", first.getFirst().getId()));
    var requeued =
        kit.agent("bob")
            .requeue(
                RequeueRequest.newBuilder()
                    .setRequestId(PrivdCoreKit.id())
                    .addMessageIds(first.get(1).getId())
                    .addMessageIds(999_999)
                    .build());
    assertEquals(1, requeued.getRequeued());
    Message again = receive("bob", 5, 10).getFirst();
    assertEquals("m1", again.getBody());
    assertTrue(again.getRedelivered());
    kit.hello(AgentName.parse("bob"));
    List<Message> all = receive("bob", 5, 10);
    assertEquals(List.of("m1", "m2", "m3", "m4"), all.stream().map(Message::getBody).toList());
    assertTrue(all.stream().allMatch(Message::getRedelivered));
  }

  @Test
  void afterARestartOfPrivdATurnStillAcksWhatItWasGiven() {
    var _ = send("alice", "bob", "m");
    Message given = receive("bob", 5, 1).getFirst();
    PrivdCoreKit.await(() -> kit.count("select count(*) from message where handed_out") == 1);
    kit.restart();
    assertEquals(1, ack("bob", given.getId()));
    assertEquals(List.of(), receive("bob", 0, 10));
    var _ = send("alice", "bob", "n");
    var _ = receive("bob", 5, 1);
    PrivdCoreKit.await(() -> kit.count("select count(*) from message where handed_out") == 2);
    kit.restart();
    assertTrue(receive("bob", 5, 1).getFirst().getRedelivered());
  }

  @Test
  void nobodyElseCanAckAMessage() {
    long id = send("alice", "bob", "m").getFirst().getMessageId();
    assertEquals(0, ack("manager", id));
    assertEquals(1, receive("bob", 0, 10).size());
  }

  @Test
  void aLongPollIsWokenByAMessage() throws Exception {
    CompletableFuture<List<Message>> waiting =
        CompletableFuture.supplyAsync(() -> receive("bob", 60, 1));
    Thread.sleep(100);
    var _ = send("alice", "bob", "wake up");
    assertEquals("wake up", waiting.get(5, TimeUnit.SECONDS).getFirst().getBody());
  }

  @Test
  void toEverybodyReportsEachAndAFullOneRefusesAlone() {
    fill("alice", "bob", 1_000);
    List<Delivery> deliveries = send("alice", "*", "hello");
    assertEquals(List.of("bob", "manager"), deliveries.stream().map(Delivery::getTo).toList());
    assertFalse(deliveries.getFirst().getRefused().isEmpty());
    assertTrue(deliveries.getLast().getMessageId() > 0);
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, code(() -> send("alice", "bob", "one more")));
    // A flooder fills only its own share.
    assertEquals(1, send("manager", "bob", "hello").size());
    assertEquals(
        1,
        kit.operator()
            .sendMessage(SendMessageRequest.newBuilder().setTo("bob").setBody("hello").build())
            .getDeliveredCount());
    long question = ask("bob", "alice", 0);
    answer("alice", question, "an answer has a reserve");
  }

  private void fill(String from, String to, int count) {
    kit.sql(
        "insert into message (sender, recipient, body, sent_ms, handed_out) select '"
            + from
            + "', '"
            + to
            + "', 'x', 1, false from system_range(1, "
            + count
            + ")");
  }

  @Test
  void unreadAnswersAndRemindersAreBounded() {
    kit.sql(
        "insert into message (sender, recipient, body, sent_ms, handed_out, answers_question)"
            + " select 'bob', 'alice', 'x', 1, false, 1 from system_range(1, 1000)");
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, code(() -> ask("alice", "bob", 0)));
    fill("bob", "bob", 1_000);
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, code(() -> remind("bob", 5)));
  }

  @Test
  void aPausedAgentGetsNothingUntilItIsResumed() throws Exception {
    var _ = kit.operator().pauseAgent(PauseAgentRequest.newBuilder().setName("bob").build());
    var _ = send("alice", "bob", "later");
    assertEquals(List.of(), receive("bob", 1, 1));
    CompletableFuture<List<Message>> waiting =
        CompletableFuture.supplyAsync(() -> receive("bob", 60, 1));
    Thread.sleep(200);
    assertFalse(waiting.isDone());
    var _ = kit.operator().resumeAgent(ResumeAgentRequest.newBuilder().setName("bob").build());
    assertEquals("later", waiting.get(5, TimeUnit.SECONDS).getFirst().getBody());
  }

  @Test
  void aReplyStaysUnderTheLimitOfItsReaderAndTheRestIsNoRedelivery() {
    String big = "x".repeat(65_536);
    for (int i = 0; i < 30; i++) {
      var _ = send("alice", "bob", big);
    }
    int got = 0;
    for (int i = 0; i < 10 && got < 30; i++) {
      var reply =
          kit.agent("bob")
              .receive(ReceiveRequest.newBuilder().setWaitSeconds(0).setMaxMessages(100).build());
      assertTrue(reply.getSerializedSize() < 1 << 20);
      assertTrue(reply.getMessagesList().stream().noneMatch(Message::getRedelivered));
      got += reply.getMessagesCount();
    }
    assertEquals(30, got);
  }

  @Test
  void remindersComeBackAndAreTheirOwnersAlone() {
    long id = remind("alice", 3_600);
    CancelLooseEndRequest cancel =
        CancelLooseEndRequest.newBuilder()
            .setRequestId(PrivdCoreKit.id())
            .setKind(LooseEndKind.LOOSE_END_KIND_REMINDER)
            .setId(id)
            .build();
    assertEquals(Status.Code.NOT_FOUND, code(() -> kit.agent("bob").cancelLooseEnd(cancel)));
    kit.clock.advance(Duration.ofHours(2));
    Message due = receive("alice", 10, 1).getFirst();
    assertEquals("alice", due.getFrom());
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> remind("alice", 0)));
    for (int i = 0; i < 50; i++) {
      var _ = remind("alice", 3_600);
    }
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, code(() -> remind("alice", 3_600)));
  }

  private long remind(String agent, long after) {
    return kit.agent(agent)
        .remind(
            RemindRequest.newBuilder()
                .setRequestId(PrivdCoreKit.id())
                .setBody("look")
                .setAfterSeconds(after)
                .build())
        .getReminderId();
  }

  @Test
  void aQuestionOverItsTimeIsClosedAndTheAskerTold() {
    long id = ask("alice", "operator", 60);
    kit.clock.advance(Duration.ofSeconds(61));
    Message told = receive("alice", 10, 1).getFirst();
    assertEquals("system", told.getFrom());
    assertTrue(told.getBody().contains(Long.toString(id)));
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> answerAsOperator(id, "late")));
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> ask("alice", "operator", 59)));
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> ask("alice", "operator", -1)));
  }

  private void answerAsOperator(long id, String... answer) {
    var _ =
        kit.operator()
            .answerQuestion(
                AnswerQuestionRequest.newBuilder()
                    .setQuestionId(id)
                    .addAllAnswer(List.of(answer))
                    .build());
  }

  @Test
  void onlyTheAskedOneAnswersAndForeignQuestionsDoNotExist() {
    long toBob = ask("alice", "bob", 0);
    long toOperator = ask("alice", "operator", 0);
    String missing = description(() -> answer("bob", 999, "x"));
    assertEquals(missing, description(() -> answer("manager", toBob, "x")));
    assertEquals(missing, description(() -> answer("alice", toBob, "x")));
    assertEquals(missing, description(() -> answer("bob", toOperator, "x")));
    assertEquals(missing, description(() -> answer("alice", toOperator, "x")));
    assertEquals(missing, description(() -> answerAsOperator(toBob, "x")));
    answer("bob", toBob, "mine");
    Message answered = receive("alice", 5, 1).getFirst();
    assertEquals("bob", answered.getFrom());
    assertEquals(toBob, answered.getAnswersQuestion());
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> answer("bob", toBob, "again")));
    assertEquals(missing, description(() -> answer("manager", toBob, "x")));
    answerAsOperator(toOperator, "yes");
    assertEquals("operator", receive("alice", 5, 1).getFirst().getFrom());
  }

  private static String description(Executable call) {
    Status status = assertThrows(StatusRuntimeException.class, call).getStatus();
    return status.getCode() + " " + status.getDescription();
  }

  @Test
  void anAnswerIsOneOfTheOptions() {
    long id = ask("alice", "operator", 0, "red", "green");
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> answerAsOperator(id, "blue")));
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> answerAsOperator(id, "red", "green")));
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> answerAsOperator(id)));
    answerAsOperator(id, "green");
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> ask("alice", "operator", 0, "a", "a")));
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> ask("alice", "*", 0)));
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> ask("alice", "alice", 0)));
  }

  @Test
  void onlyTheAskerWithdrawsAndAForeignApprovalDoesNotExist() {
    long id = ask("alice", "bob", 0);
    assertEquals(
        Status.Code.NOT_FOUND, code(() -> cancel("bob", LooseEndKind.LOOSE_END_KIND_ASKED, id)));
    assertEquals(
        Status.Code.PERMISSION_DENIED,
        code(() -> cancel("bob", LooseEndKind.LOOSE_END_KIND_OWED, id)));
    cancel("alice", LooseEndKind.LOOSE_END_KIND_ASKED, id);
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> answer("bob", id, "late")));
    kit.sql(
        "insert into approval (kind, agent, requested_by, reason, state, version, commit_id,"
            + " requested_ms, note, decided_by) values ('spawn', 'carol', 'manager', '', 'denied', 2,"
            + " '', 1, '', 'op')");
    assertEquals(
        Status.Code.NOT_FOUND,
        code(() -> cancel("alice", LooseEndKind.LOOSE_END_KIND_APPROVAL, 1)));
    assertEquals(
        Status.Code.FAILED_PRECONDITION,
        code(() -> cancel("manager", LooseEndKind.LOOSE_END_KIND_APPROVAL, 1)));
  }

  private void cancel(String agent, LooseEndKind kind, long id) {
    var _ =
        kit.agent(agent)
            .cancelLooseEnd(
                CancelLooseEndRequest.newBuilder()
                    .setRequestId(PrivdCoreKit.id())
                    .setKind(kind)
                    .setId(id)
                    .build());
  }

  @Test
  void looseEndsFitIntoOneReplyWhateverPeersAsk() {
    for (int i = 0; i < 20; i++) {
      var _ =
          kit.agent("alice")
              .ask(
                  AskRequest.newBuilder()
                      .setRequestId(PrivdCoreKit.id())
                      .setTo("bob")
                      .setQuestion("😀".repeat(16_000))
                      .build());
    }
    var ends = kit.agent("bob").looseEnds(LooseEndsRequest.getDefaultInstance());
    assertEquals(20, ends.getLooseEndsCount());
    assertTrue(ends.getSerializedSize() < 1 << 20);
  }
}
