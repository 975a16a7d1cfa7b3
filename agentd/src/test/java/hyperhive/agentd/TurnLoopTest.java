package hyperhive.agentd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.MessageLite;
import hyperhive.agent.v1.AckRequest;
import hyperhive.agent.v1.HelloRequest;
import hyperhive.agent.v1.LooseEndsRequest;
import hyperhive.agent.v1.ReceiveRequest;
import hyperhive.agent.v1.ReportTurnRequest;
import hyperhive.agent.v1.TurnEnded;
import hyperhive.agent.v1.TurnOutcome;
import hyperhive.agentd.fake.AgentdProcess;
import hyperhive.agentd.fake.FakePrivdAgentSocket;
import hyperhive.agentd.fake.Turns;
import hyperhive.agentd.fake.Waiting;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("main-job")
class TurnLoopTest {
  @TempDir Path directory;
  FakePrivdAgentSocket privd;

  @BeforeEach
  void start() throws Exception {
    privd = FakePrivdAgentSocket.started(directory);
  }

  @AfterEach
  void stop() throws Exception {
    privd.close();
  }

  @Test
  void aMessageBecomesOneTurnThatIsReportedAndAcknowledged() throws Exception {
    long first = privd.agent().deliver("bob", "hello");
    long second = privd.agent().deliver("operator", "and this");
    try (AgentdProcess agentd = run("cat > prompt; echo turn $HIVE_TURN_ID; echo oops >&2")) {
      assertEquals(TurnOutcome.TURN_OUTCOME_OK, Turns.awaitEnd(privd, 1).getOutcome());
      Waiting.until("ack", () -> requests(AckRequest.class).size() == 1);

      ReportTurnRequest started = requests(ReportTurnRequest.class).getFirst();
      assertEquals(List.of(first, second), started.getStarted().getMessageIdsList());
      assertEquals(List.of("turn " + started.getTurnId(), "oops"), Turns.lines(privd));
      assertTrue(requests(AckRequest.class).getFirst().getAllLeased());
      assertEquals(
          List.of("HelloRequest", "ReceiveRequest", "ReportTurnRequest", "LooseEndsRequest"),
          names().subList(0, 4));
      assertEquals("AckRequest", names().get(names().lastIndexOf("ReportTurnRequest") + 1));
      assertTrue(agentd.process().isAlive());
    }
    JsonObject prompt = prompt();
    JsonArray messages = prompt.getAsJsonArray("messages");
    assertEquals(2, messages.size());
    JsonObject message = messages.get(0).getAsJsonObject();
    assertEquals("bob", message.get("from").getAsString());
    assertEquals("hello", message.get("body").getAsString());
    assertEquals("2023-11-14T22:13:20Z", message.get("sent").getAsString());
    assertFalse(message.get("redelivered").getAsBoolean());
    JsonObject owed = prompt.getAsJsonArray("loose_ends").get(0).getAsJsonObject();
    assertEquals("owed", owed.get("kind").getAsString());
  }

  @Test
  void aPromptThatIsNotReadDoesNotHoldTheTurn() throws Exception {
    privd.agent().deliver("bob", "x".repeat(65_536));
    privd.agent().deliver("bob", "x".repeat(65_536));
    try (AgentdProcess agentd = run("exec <&-; echo done")) {
      assertEquals(TurnOutcome.TURN_OUTCOME_OK, Turns.awaitEnd(privd, 1).getOutcome());
      assertEquals(List.of("done"), Turns.lines(privd));
      assertTrue(agentd.process().isAlive());
    }
  }

  @Test
  void agentdKilledInATurnComesBackAsANewInstanceAndGetsTheMessageAgain() throws Exception {
    privd.agent().deliver("bob", "hello");
    try (AgentdProcess first = run("echo $$ > pid; sleep 60")) {
      Waiting.until("the command runs", () -> Files.exists(directory.resolve("pid")));
      first.process().destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      killCommand();
      assertTrue(requests(AckRequest.class).isEmpty());
    }
    try (AgentdProcess second = run("cat > prompt")) {
      Turns.awaitEnd(privd, 1);
      assertTrue(second.process().isAlive());
    }
    List<HelloRequest> hellos = requests(HelloRequest.class);
    assertEquals(2, hellos.size());
    assertNotEquals(hellos.get(0).getInstanceId(), hellos.get(1).getInstanceId());
    JsonObject message = prompt().getAsJsonArray("messages").get(0).getAsJsonObject();
    assertTrue(message.get("redelivered").getAsBoolean());
  }

  @Test
  void reportsAndAckArriveWithTheSameIdAcrossARestartOfPrivd() throws Exception {
    privd.agent().deliver("bob", "hello");
    try (AgentdProcess agentd = run("echo one; while [ ! -e go ]; do sleep 0.05; done; echo two")) {
      Waiting.until("the first line", () -> Turns.lines(privd).contains("one"));
      privd.stop();
      Files.createFile(directory.resolve("go"));
      Thread.sleep(700);
      privd.agent().failNext(ReportTurnRequest.class, Status.UNAVAILABLE);
      privd.agent().failNext(AckRequest.class, Status.UNAVAILABLE);
      privd.start();
      Waiting.until("ack again", () -> requests(AckRequest.class).size() >= 2);
      assertTrue(agentd.process().isAlive());
    }
    List<AckRequest> acks = requests(AckRequest.class);
    assertEquals(acks.get(0), acks.get(1));
    List<ReportTurnRequest> repeated =
        requests(ReportTurnRequest.class).stream()
            .filter(report -> report.getOutput().getLinesList().contains("two"))
            .toList();
    assertEquals(2, repeated.size());
    assertEquals(repeated.get(0), repeated.get(1));
    assertEquals(1, Turns.ended(privd).size());
  }

  @Test
  void aPrivdThatForgotThisInstanceIsToldHelloAgain() throws Exception {
    try (AgentdProcess agentd = run("cat > prompt")) {
      Waiting.until("hello", () -> requests(HelloRequest.class).size() == 1);
      privd.stop();
      privd.start();
      privd.agent().deliver("bob", "after the restart");
      Turns.awaitEnd(privd, 1);
      assertTrue(agentd.process().isAlive());
    }
    List<HelloRequest> hellos = requests(HelloRequest.class);
    assertEquals(2, hellos.size());
    assertNotEquals(hellos.get(0), hellos.get(1));
  }

  @Test
  void aDeliveryThatWasLostOnTheWayIsNotAcknowledgedUnseen() throws Exception {
    privd.agent().failNext(ReceiveRequest.class, Status.UNAVAILABLE);
    long lost = privd.agent().deliver("bob", "lost on the way");
    try (AgentdProcess agentd = run("cat > prompt")) {
      Turns.awaitEnd(privd, 1);
      assertTrue(agentd.process().isAlive());
    }
    JsonObject message = prompt().getAsJsonArray("messages").get(0).getAsJsonObject();
    assertEquals(lost, message.get("id").getAsLong());
    assertTrue(message.get("redelivered").getAsBoolean());
  }

  @Test
  void anAckThatPrivdDoesNotPlaceIsRepeatedAfterAHello() throws Exception {
    privd.agent().failNext(AckRequest.class, Status.FAILED_PRECONDITION);
    privd.agent().deliver("bob", "hello");
    try (AgentdProcess agentd = run("cat > prompt")) {
      Waiting.until("ack again", () -> requests(AckRequest.class).size() == 2);
      assertTrue(agentd.process().isAlive());
    }
    assertEquals(requests(AckRequest.class).get(0), requests(AckRequest.class).get(1));
    List<HelloRequest> hellos = requests(HelloRequest.class);
    assertEquals(hellos.get(0), hellos.get(1));
  }

  @Test
  void agentdMayStartBeforePrivd() throws Exception {
    privd.stop();
    try (AgentdProcess agentd = run("cat > prompt")) {
      Thread.sleep(1500);
      privd.start();
      Waiting.until("hello", () -> !requests(HelloRequest.class).isEmpty());
      assertTrue(agentd.process().isAlive());
    }
  }

  @Test
  void sigtermReportsTheInterruptedTurnAndEndsIt() throws Exception {
    privd.agent().deliver("bob", "hello");
    try (AgentdProcess agentd = run("echo $$ > pid; sleep 60")) {
      Waiting.until("the command runs", () -> Files.exists(directory.resolve("pid")));
      agentd.process().destroy();
      assertTrue(agentd.process().waitFor(3, TimeUnit.SECONDS));
    }
    TurnEnded ended = Turns.awaitEnd(privd, 1);
    assertEquals(TurnOutcome.TURN_OUTCOME_INTERRUPTED, ended.getOutcome());
    assertTrue(requests(AckRequest.class).isEmpty());
    assertTrue(ProcessHandle.of(commandPid()).isEmpty());
  }

  @Test
  void sigtermWithoutPrivdStillEndsInTime() throws Exception {
    privd.agent().deliver("bob", "hello");
    try (AgentdProcess agentd = run("echo $$ > pid; sleep 60")) {
      Waiting.until("the command runs", () -> Files.exists(directory.resolve("pid")));
      privd.stop();
      agentd.process().destroy();
      assertTrue(agentd.process().waitFor(3, TimeUnit.SECONDS));
    }
    assertTrue(ProcessHandle.of(commandPid()).isEmpty());
  }

  @Test
  void withoutLooseEndsTheTurnGoesOnAndSaysSo() throws Exception {
    privd.agent().failNext(LooseEndsRequest.class, Status.PERMISSION_DENIED);
    privd.agent().deliver("bob", "hello");
    try (AgentdProcess agentd = run("cat > prompt")) {
      Turns.awaitEnd(privd, 1);
      assertTrue(agentd.process().isAlive());
    }
    assertTrue(prompt().get("loose_ends").isJsonNull());
    assertTrue(prompt().has("loose_ends_error"));
  }

  private AgentdProcess run(String script) throws Exception {
    return AgentdProcess.run(directory, privd.socket(), "sh", "-c", script);
  }

  private JsonObject prompt() throws Exception {
    List<String> lines = Files.readAllLines(directory.resolve("prompt"));
    assertEquals(2, lines.size());
    return JsonParser.parseString(lines.get(1)).getAsJsonObject();
  }

  private long commandPid() throws Exception {
    return Long.parseLong(Files.readString(directory.resolve("pid")).strip());
  }

  private void killCommand() throws Exception {
    for (ProcessHandle command : ProcessHandle.of(commandPid()).stream().toList()) {
      command.descendants().forEach(ProcessHandle::destroyForcibly);
      command.destroyForcibly();
    }
  }

  private <T extends MessageLite> List<T> requests(Class<T> type) {
    return privd.agent().requests(type);
  }

  private List<String> names() {
    return privd.agent().requests().stream()
        .map(request -> request.getClass().getSimpleName())
        .toList();
  }
}
