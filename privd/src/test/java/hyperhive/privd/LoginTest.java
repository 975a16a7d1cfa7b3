package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.operator.v1.GetOverviewRequest;
import hyperhive.operator.v1.ListAuditRequest;
import hyperhive.operator.v1.LoginRequest;
import hyperhive.operator.v1.LoginState;
import hyperhive.operator.v1.LogoutRequest;
import hyperhive.operator.v1.PingRequest;
import hyperhive.operator.v1.ReadAgentStateFileRequest;
import hyperhive.operator.v1.RebuildRequest;
import hyperhive.operator.v1.SetupRequest;
import hyperhive.operator.v1.WatchEvent;
import hyperhive.operator.v1.WatchRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("main-job")
@Tag("needs-root")
final class LoginTest {
  private final PrivdCoreKit kit = PrivdCoreKit.withoutAgents();

  @AfterEach
  void close() {
    kit.close();
  }

  private static Status status(Executable call) {
    return assertThrows(StatusRuntimeException.class, call).getStatus();
  }

  private LoginState state() {
    return kit.anonymous().ping(PingRequest.getDefaultInstance()).getLogin();
  }

  private String login(String name, String password) {
    return kit.anonymous()
        .login(LoginRequest.newBuilder().setName(name).setPassword(password).build())
        .getSession()
        .getToken();
  }

  private void setup(String token, String name, String password) {
    var _ =
        kit.anonymous()
            .setup(
                SetupRequest.newBuilder()
                    .setToken(token)
                    .setName(name)
                    .setPassword(password)
                    .build());
  }

  private void look(String session) {
    var _ = kit.withSession(session).getOverview(GetOverviewRequest.getDefaultInstance());
  }

  @Test
  void setupNeedsTheTokenAndConsumesIt() throws IOException {
    assertEquals(LoginState.LOGIN_STATE_SETUP, state());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(kit.setupToken())));
    String token = kit.readToken();
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        status(() -> setup("wrong", "op", PrivdCoreKit.PASSWORD)).getCode());
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        status(() -> setup("", "op", PrivdCoreKit.PASSWORD)).getCode());
    for (String password : List.of("", "short", "elevenbytes", "x".repeat(1_025))) {
      assertEquals(
          Status.Code.INVALID_ARGUMENT, status(() -> setup(token, "op", password)).getCode());
    }
    for (String name : List.of("", " op", "a\nb", "\u202Eop", "x".repeat(65), "😀".repeat(33))) {
      assertEquals(
          Status.Code.INVALID_ARGUMENT,
          status(() -> setup(token, name, PrivdCoreKit.PASSWORD)).getCode());
    }
    assertEquals(token, kit.readToken());
    setup(token, "😀".repeat(32), PrivdCoreKit.PASSWORD);
    assertEquals(LoginState.LOGIN_STATE_READY, state());
    assertFalse(Files.exists(kit.setupToken()));
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        status(() -> setup(token, "eve", PrivdCoreKit.PASSWORD)).getCode());
    assertEquals(1, kit.count("select count(*) from operator"));
    kit.restart();
    assertFalse(Files.exists(kit.setupToken()));
    assertEquals(LoginState.LOGIN_STATE_READY, state());
  }

  @Test
  void aWrongNameAndAWrongPasswordLookAlike() {
    var _ = kit.session();
    Status wrongName = status(() -> login("nobody", PrivdCoreKit.PASSWORD));
    Status wrongPassword = status(() -> login("op", "wrong password"));
    Status tooLong = status(() -> login("op", "x".repeat(2_000)));
    assertEquals(Status.Code.UNAUTHENTICATED, wrongName.getCode());
    assertEquals(wrongName.toString(), wrongPassword.toString());
    assertEquals(wrongName.toString(), tooLong.toString());
    look(login("op", PrivdCoreKit.PASSWORD));
  }

  @Test
  void guessingIsSlowedDownAndNobodyIsLockedOut() {
    var _ = kit.session();
    for (int i = 0; i < 6; i++) {
      var _ = status(() -> login("op", "guess"));
    }
    long began = System.nanoTime();
    look(login("op", PrivdCoreKit.PASSWORD));
    assertTrue(System.nanoTime() - began > 1_500_000_000L);
  }

  @Test
  void sessionsSurviveARestartAndEndByPrivdsClock() {
    String session = kit.session();
    kit.restart();
    look(session);
    kit.clock.advance(Duration.ofDays(7).minusMinutes(1));
    look(session);
    kit.clock.advance(Duration.ofMinutes(2));
    assertEquals(Status.Code.UNAUTHENTICATED, status(() -> look(session)).getCode());
    assertEquals(
        0, kit.count("select count(*) from operator_session where token_hash = '" + session + "'"));
  }

  @Test
  void loggingOutEndsTheSessionAndItsStreamWithinFiveSeconds() {
    String session = kit.session();
    String other = login("op", PrivdCoreKit.PASSWORD);
    Iterator<WatchEvent> events = kit.withSession(session).watch(WatchRequest.getDefaultInstance());
    assertTrue(events.next().hasStarted());
    var _ = kit.withSession(session).logout(LogoutRequest.getDefaultInstance());
    long began = System.nanoTime();
    StatusRuntimeException ended =
        assertThrows(
            StatusRuntimeException.class,
            () -> {
              while (events.hasNext()) {
                var _ = events.next();
              }
            });
    assertEquals(Status.Code.UNAUTHENTICATED, ended.getStatus().getCode());
    assertTrue(System.nanoTime() - began < 5_000_000_000L);
    assertEquals(Status.Code.UNAUTHENTICATED, status(() -> look(session)).getCode());
    look(other);
    kit.restart();
    assertEquals(Status.Code.UNAUTHENTICATED, status(() -> look(session)).getCode());
  }

  @Test
  void aResetGivesANewTokenAndEndsOldSessionsOnceItIsUsed() throws IOException {
    String old = kit.session();
    Files.createFile(kit.privdFile("reset-login"));
    PrivdCoreKit.await(
        () -> Files.exists(kit.setupToken()) && state() == LoginState.LOGIN_STATE_SETUP);
    look(old);
    String fresh = kit.setUp("op", "another long password");
    assertEquals(Status.Code.UNAUTHENTICATED, status(() -> look(old)).getCode());
    look(fresh);
    assertEquals(
        Status.Code.UNAUTHENTICATED, status(() -> login("op", PrivdCoreKit.PASSWORD)).getCode());
    look(login("op", "another long password"));
    assertTrue(Files.readString(kit.auditFile()).contains("ResetLogin"));
  }

  @Test
  void aTokenWhoseFileIsOfNoUseIsMadeAnewAtStart() throws IOException {
    String first = kit.readToken();
    Files.writeString(kit.setupToken(), "something else\n");
    kit.restart();
    assertFalse(kit.readToken().equals(first));
    setup(kit.readToken(), "op", PrivdCoreKit.PASSWORD);
  }

  @Test
  void theAuditLogHasWhatWasDoneAndRefusedAndNoSecret() throws IOException {
    String token = kit.readToken();
    String session = kit.session();
    var _ = status(() -> login("op", "guessed password"));
    var _ = status(() -> login("typed-a-password-here", "x"));
    String second = login("op", PrivdCoreKit.PASSWORD);
    var _ =
        status(() -> kit.operator().rebuild(RebuildRequest.newBuilder().setName("nobody").build()));
    var _ =
        status(
            () ->
                kit.operator()
                    .readAgentStateFile(
                        ReadAgentStateFileRequest.newBuilder()
                            .setAgent("alice")
                            .setPath("notes.txt")
                            .build()));
    String log = Files.readString(kit.auditFile());
    for (String secret :
        List.of(
            token, session, second, PrivdCoreKit.PASSWORD, "guessed", "typed-a-password-here")) {
      assertFalse(log.contains(secret), secret);
    }
    var page = kit.operator().listAudit(ListAuditRequest.newBuilder().setLimit(10).build());
    assertTrue(page.getChainIntact());
    List<String> lines =
        page.getEntriesList().stream()
            .map(
                e ->
                    e.getActor() + " " + e.getAction() + " " + e.getTarget() + " " + e.getOutcome())
            .toList();
    assertEquals(
        List.of(
            "op ReadAgentStateFile alice:notes.txt not_found",
            "op Rebuild nobody not_found",
            "op Login  ok",
            "webd Login  unauthenticated",
            "webd Login  unauthenticated",
            "op Setup  ok"),
        lines);
  }

  @Test
  void aChangeWhoseCallerWentAwayIsRecordedToo() throws IOException {
    var _ = kit.session();
    for (int i = 0; i < 20; i++) {
      var call =
          hyperhive.operator.v1.OperatorGrpc.newFutureStub(
                  kit.channel(PrivdCoreKit.WEB_UID, kit.operatorSocket()))
              .withInterceptors(
                  io.grpc.stub.MetadataUtils.newAttachHeadersInterceptor(
                      PrivdCoreKit.headers(kit.session())))
              .spawn(hyperhive.operator.v1.SpawnRequest.newBuilder().setName("a" + i).build());
      pause(i % 4);
      call.cancel(true);
    }
    pause(500);
    long spawned = kit.count("select count(*) from approval");
    long recorded =
        Files.readAllLines(kit.auditFile()).stream()
            .filter(line -> line.contains("\"Spawn\""))
            .count();
    assertTrue(recorded >= spawned, recorded + " recorded of " + spawned);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException cut) {
      throw new AssertionError(cut);
    }
  }
}
