package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.agent.v1.AskRequest;
import hyperhive.agent.v1.ReceiveRequest;
import hyperhive.agent.v1.RequestSpawnRequest;
import hyperhive.agent.v1.SendRequest;
import hyperhive.agent.v1.WhoAmIRequest;
import hyperhive.operator.v1.AnswerQuestionRequest;
import hyperhive.operator.v1.ApproveRequest;
import hyperhive.operator.v1.GetApprovalRequest;
import hyperhive.operator.v1.GetOverviewRequest;
import hyperhive.operator.v1.ListMessagesRequest;
import hyperhive.operator.v1.LoginState;
import hyperhive.operator.v1.PingRequest;
import hyperhive.operator.v1.SetupRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("main-job")
@Tag("needs-root")
@Tag("needs-sandbox")
final class PrivdProcessTest {
  /// A JVM says by which signal it ended, after its hooks have run.
  private static final int SIGTERM = 128 + 15;

  @Test
  @Tag("attack")
  void a7ASecondPrivdEndsAndTheFirstServesOn() throws Exception {
    try (PrivdProcess privd = PrivdProcess.started()) {
      Process second = privd.launch("run");
      assertTrue(second.waitFor(20, TimeUnit.SECONDS));
      assertEquals(ExitCode.ALREADY_RUNNING, second.exitValue());
      assertTrue(privd.answers());
      Process elsewhere =
          privd.launch("run", "--state-dir", privd.root.resolve("other").toString());
      assertTrue(elsewhere.waitFor(20, TimeUnit.SECONDS));
      assertEquals(ExitCode.ALREADY_RUNNING, elsewhere.exitValue());
      privd.dropChannels();
      assertTrue(privd.answers());
      assertEquals(SIGTERM, privd.stop());
    }
  }

  @Test
  @Tag("attack")
  void a8AnAgentsNextCallWorksAfterPrivdWasKilled() throws Exception {
    try (PrivdProcess privd = PrivdProcess.started("alice")) {
      privd.hello("alice");
      long pid = privd.pidOf("alice");
      privd.kill();
      privd.start();
      assertEquals(
          "alice", privd.agent("alice").whoAmI(WhoAmIRequest.getDefaultInstance()).getName());
      assertEquals(pid, privd.pidOf("alice"));
    }
  }

  @Test
  @Tag("attack")
  void a17ARepeatAfterAKillGetsTheFirstReplyAndMakesNoSecondRow() throws Exception {
    try (PrivdProcess privd = PrivdProcess.started("alice", "bob")) {
      SendRequest once =
          SendRequest.newBuilder().setRequestId("request-1").setTo("bob").setBody("hello").build();
      var first = privd.agent("alice").send(once);
      privd.kill();
      privd.start();
      assertEquals(first, privd.agent("alice").send(once));
      assertEquals(1, messages(privd));
      StatusRuntimeException other =
          assertThrows(
              StatusRuntimeException.class,
              () -> privd.agent("alice").send(once.toBuilder().setBody("other").build()));
      assertEquals(Status.Code.INVALID_ARGUMENT, other.getStatus().getCode());
      assertEquals(1, messages(privd));
    }
  }

  private static long messages(PrivdProcess privd) {
    return privd
        .operator()
        .listMessages(ListMessagesRequest.newBuilder().setAgent("bob").setLimit(100).build())
        .getMessages()
        .getItemsList()
        .stream()
        .filter(message -> message.getFrom().equals("alice"))
        .count();
  }

  @Test
  void whatWasAcknowledgedSurvivesAKill() throws Exception {
    try (PrivdProcess privd = PrivdProcess.started("manager", "alice", "bob")) {
      var _ = privd.operator();
      for (int i = 0; i < 3; i++) {
        String body = "message " + i;
        var _ =
            privd
                .agent("alice")
                .send(
                    SendRequest.newBuilder()
                        .setRequestId(PrivdCoreKit.id())
                        .setTo("bob")
                        .setBody(body)
                        .build());
        privd.kill();
        privd.start();
        assertEquals(i + 1, messages(privd));
      }
      long question =
          privd
              .agent("alice")
              .ask(
                  AskRequest.newBuilder()
                      .setRequestId(PrivdCoreKit.id())
                      .setTo("operator")
                      .setQuestion("which?")
                      .build())
              .getQuestionId();
      privd.kill();
      privd.start();
      assertEquals(
          question,
          privd
              .operator()
              .getOverview(GetOverviewRequest.getDefaultInstance())
              .getQuestions()
              .getItems(0)
              .getId());
      var _ =
          privd
              .operator()
              .answerQuestion(
                  AnswerQuestionRequest.newBuilder()
                      .setQuestionId(question)
                      .addAnswer("that")
                      .build());
      privd.kill();
      privd.start();
      privd.hello("alice");
      assertEquals(
          "that",
          privd
              .agent("alice")
              .receive(ReceiveRequest.newBuilder().setWaitSeconds(5).setMaxMessages(10).build())
              .getMessagesList()
              .getLast()
              .getBody());
    }
  }

  @Test
  void anApprovalGoesOnAfterAKill() throws Exception {
    try (PrivdProcess privd = PrivdProcess.started("manager")) {
      long id =
          privd
              .manager()
              .requestSpawn(
                  RequestSpawnRequest.newBuilder()
                      .setRequestId(PrivdCoreKit.id())
                      .setName("carol")
                      .build())
              .getApprovalId();
      var _ =
          privd
              .operator()
              .approve(ApproveRequest.newBuilder().setApprovalId(id).setVersion(1).build());
      privd.kill();
      privd.start();
      // Nobody speaks for carol: it is undone, and the reason is told.
      PrivdCoreKit.await(() -> stateOf(privd, id).equals("failed"));
      String note =
          privd
              .operator()
              .getApproval(GetApprovalRequest.newBuilder().setApprovalId(id).build())
              .getApproval()
              .getNote();
      assertTrue(note.contains("did not say hello"), note);
    }
  }

  private static String stateOf(PrivdProcess privd, long id) {
    return privd
        .operator()
        .getApproval(GetApprovalRequest.newBuilder().setApprovalId(id).build())
        .getApproval()
        .getState();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deleted", "empty", "garbage", "zeroed", "cut off", "newer"})
  @Tag("attack")
  void d1AnUnusableDatabaseIsNeverMadeAnew(String how) throws Exception {
    try (PrivdProcess privd = PrivdProcess.started()) {
      var _ = privd.setUp("op", PrivdProcess.PASSWORD);
      privd.kill();
      Damage.to(privd.database(), how);
      privd.start();
      assertEquals(
          LoginState.LOGIN_STATE_DEGRADED,
          privd.anonymous().ping(PingRequest.getDefaultInstance()).getLogin());
      assertFalse(Files.exists(privd.state.resolve("privd/setup-token")));
      refuses(() -> privd.anonymous().setup(SetupRequest.getDefaultInstance()));
      refuses(() -> privd.anonymous().getOverview(GetOverviewRequest.getDefaultInstance()));
      assertEquals(!how.equals("deleted"), Files.exists(privd.database()));
      privd.kill();
      Files.deleteIfExists(privd.database());
    }
  }

  private static void refuses(org.junit.jupiter.api.function.Executable call) {
    assertEquals(
        Status.Code.UNAVAILABLE,
        assertThrows(StatusRuntimeException.class, call).getStatus().getCode());
  }

  @Test
  void stopsWhenToldToAndStartsAgain() throws Exception {
    try (PrivdProcess privd = PrivdProcess.started("alice")) {
      privd.hello("alice");
      assertEquals(SIGTERM, privd.stop());
      assertFalse(privd.log().contains("Exception"), privd.log());
      privd.start();
      assertTrue(privd.answers());
    }
  }
}
