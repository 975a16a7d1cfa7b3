package hyperhive.agentd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import hyperhive.agent.v1.AnswerRequest;
import hyperhive.agent.v1.SendRequest;
import hyperhive.agentd.fake.AgentdProcess;
import hyperhive.agentd.fake.AgentdProcess.Result;
import hyperhive.agentd.fake.FakePrivdAgentSocket;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("main-job")
class CallTest {
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
  void theResultIsOneLineOfJsonAndNothingElse() throws Exception {
    Result result = call("whoami");
    assertEquals(0, result.code());
    assertEquals("", result.err());
    assertEquals(1, result.out().lines().count());
    assertEquals(
        "alice", JsonParser.parseString(result.out()).getAsJsonObject().get("name").getAsString());
  }

  @Test
  void aRefusalOfPrivdIsItsSentenceOnStandardError() throws Exception {
    privd
        .agent()
        .failNext(
            SendRequest.class,
            Status.PERMISSION_DENIED.withDescription("You may not write to carol."));
    Result result = call("send", "{\"to\":\"carol\",\"body\":\"hi\"}");
    assertEquals(new Result(1, "", "You may not write to carol.\n"), result);
  }

  @Test
  void anArgumentOfTheWrongShapeNeverReachesPrivd() throws Exception {
    Result result = call("send", "{\"to\":\"bob\",\"body\":7}");
    assertEquals(new Result(1, "", "The argument `body` must be a string.\n"), result);
    assertTrue(privd.agent().requests().isEmpty());
  }

  @Test
  void wrongUsageIsTwo() throws Exception {
    assertEquals(2, call().code());
    assertEquals(2, call("no_such_tool").code());
    assertEquals(2, call("send", "{\"to\":").code());
    assertEquals(2, call("send", "[]").code());
    assertEquals(2, call("--no-such-option").code());
  }

  @Test
  void aPrivdThatStaysAwayIsSeventyFive() throws Exception {
    privd.stop();
    Result result = call("--wait", "1", "whoami");
    assertEquals(new Result(75, "", "The hive does not answer now. Try again later.\n"), result);
  }

  @Test
  void aCallOutlastsARestartOfPrivdWithOneRequestId() throws Exception {
    privd.agent().failNext(SendRequest.class, Status.UNAVAILABLE);
    privd.agent().failNext(SendRequest.class, Status.UNAVAILABLE);
    Result result = call("send", "{\"to\":\"bob\",\"body\":\"hi\"}");
    assertEquals(0, result.code());
    List<SendRequest> sent = privd.agent().requests(SendRequest.class);
    assertEquals(3, sent.size());
    assertEquals(sent.get(0), sent.get(2));
  }

  @Test
  void aCallWaitsForAPrivdThatComesBack() throws Exception {
    privd.stop();
    try (AgentdProcess agentd =
        AgentdProcess.start(
            directory, List.of("call", "--socket", privd.socket().toString(), "whoami"))) {
      Thread.sleep(2000);
      privd.start();
      assertEquals(0, agentd.result().code());
    }
  }

  @Test
  void longArgumentsComeFromStandardInput() throws Exception {
    List<String> arguments = List.of("call", "--socket", privd.socket().toString(), "send", "-");
    String body = "ü".repeat(30_000);
    try (AgentdProcess agentd = AgentdProcess.start(directory, arguments)) {
      agentd
          .process()
          .getOutputStream()
          .write(("{\"to\":\"bob\",\"body\":\"" + body + "\"}").getBytes(StandardCharsets.UTF_8));
      assertEquals(0, agentd.result().code());
    }
    assertEquals(body, privd.agent().requests(SendRequest.class).getFirst().getBody());
  }

  @Test
  void anAnswerMayBeOneTextOrSeveral() throws Exception {
    call("answer", "{\"question_id\":5,\"answer\":\"red\"}");
    call("answer", "{\"question_id\":5,\"answer\":[\"red\",\"blue\"]}");
    List<AnswerRequest> answers = privd.agent().requests(AnswerRequest.class);
    assertEquals(List.of("red"), answers.get(0).getAnswerList());
    assertEquals(List.of("red", "blue"), answers.get(1).getAnswerList());
  }

  @Test
  void managersToolsAreListedForTheManagerOnlyAndRefusedToOthers() throws Exception {
    Result listed = call("--list");
    assertEquals(0, listed.code());
    assertEquals(9, listed.out().lines().count());
    assertFalse(listed.out().contains("request_spawn"));
    Result refused = call("request_spawn", "{\"name\":\"dave\",\"reason\":\"\"}");
    assertEquals(1, refused.code());
    assertTrue(refused.err().startsWith("Only the manager may do this."), refused.err());

    try (FakePrivdAgentSocket managers = FakePrivdAgentSocket.started(directory, true)) {
      Result all = AgentdProcess.call(directory, managers.socket(), "--list");
      assertEquals(15, all.out().lines().count());
      Result spawn =
          AgentdProcess.call(
              directory,
              managers.socket(),
              "request_spawn",
              "{\"name\":\"dave\",\"reason\":\"more hands\"}");
      assertEquals(new Result(0, "{\"approval_id\":42}\n", ""), spawn);
    }
  }

  private Result call(String... arguments) throws Exception {
    return AgentdProcess.call(directory, privd.socket(), arguments);
  }
}
