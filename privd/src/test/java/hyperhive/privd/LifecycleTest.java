package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.agent.v1.AskRequest;
import hyperhive.agent.v1.ReceiveRequest;
import hyperhive.agent.v1.RequestSpawnRequest;
import hyperhive.operator.v1.ApproveRequest;
import hyperhive.operator.v1.CreateManagerRequest;
import hyperhive.operator.v1.DestroyRequest;
import hyperhive.operator.v1.GetApprovalRequest;
import hyperhive.operator.v1.PurgeRequest;
import hyperhive.operator.v1.RestartAgentRequest;
import hyperhive.operator.v1.SpawnRequest;
import hyperhive.operator.v1.StartAgentRequest;
import hyperhive.operator.v1.StopAgentRequest;
import hyperhive.privd.registry.UidBlock;
import hyperhive.wire.AgentName;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("main-job")
@Tag("needs-root")
final class LifecycleTest {
  private static final AgentName ALICE = AgentName.parse("alice");
  private static final AgentName CAROL = AgentName.parse("carol");

  /// A second of waiting takes ten milliseconds.
  private final PrivdCoreKit kit = PrivdCoreKit.start(100);

  @AfterEach
  void close() {
    kit.close();
  }

  private static Status.Code code(Executable call) {
    return assertThrows(StatusRuntimeException.class, call).getStatus().getCode();
  }

  private void destroy(String name) {
    var _ =
        kit.operator().destroy(DestroyRequest.newBuilder().setName(name).setConfirm(name).build());
  }

  private void purge(String name) {
    var _ = kit.operator().purge(PurgeRequest.newBuilder().setName(name).setConfirm(name).build());
  }

  private void start(String name) {
    var _ = kit.operator().startAgent(StartAgentRequest.newBuilder().setName(name).build());
  }

  private void stop(String name) {
    var _ = kit.operator().stopAgent(StopAgentRequest.newBuilder().setName(name).build());
  }

  private long spawn(String name) {
    return kit.operator().spawn(SpawnRequest.newBuilder().setName(name).build()).getApprovalId();
  }

  private String approval(long id) {
    return kit.operator()
        .getApproval(GetApprovalRequest.newBuilder().setApprovalId(id).build())
        .getApproval()
        .getState();
  }

  @Test
  void aDeadContainerIsStartedAgainWithBackOffAndParkedInTheEnd() {
    kit.silent.add(ALICE);
    for (int i = 0; i < 6; i++) {
      long starts = kit.runtime.starts(ALICE);
      kit.runtime.die(ALICE, 1);
      PrivdCoreKit.await(
          () -> kit.runtime.starts(ALICE) > starts && kit.runtime.alive.containsKey(ALICE));
    }
    assertEquals(
        List.of(1L, 2L, 4L, 8L, 16L, 32L),
        kit.timer.asked.stream().map(Duration::toSeconds).toList());
    kit.runtime.die(ALICE, 1);
    kit.awaitState("alice", "parked");
    assertFalse(kit.runtime.alive.containsKey(ALICE));
    var told =
        kit
            .agent("manager")
            .receive(ReceiveRequest.newBuilder().setWaitSeconds(5).setMaxMessages(10).build())
            .getMessagesList()
            .stream()
            .filter(message -> message.getBody().startsWith("Agent alice:"))
            .toList();
    assertEquals(7, told.size());
    assertEquals("system", told.getLast().getFrom());
    assertTrue(told.getLast().getBody().contains("parked"), told.getLast().getBody());
    kit.silent.remove(ALICE);
    start("alice");
    kit.awaitState("alice", "running");
  }

  @Test
  void whatIsAskedForLastIsWhatIsDone() throws Exception {
    for (int round = 0; round < 10; round++) {
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 4; i++) {
          callers.execute(() -> start("alice"));
          callers.execute(() -> stop("alice"));
        }
      }
      boolean wanted = kit.text("select desired from agent where name = 'alice'").equals("running");
      assertEquals(wanted, kit.runtime.alive.containsKey(ALICE));
    }
  }

  @Test
  void aStoppedAgentStaysStoppedOverARestart() {
    stop("alice");
    assertEquals("stopped", kit.stateOf("alice"));
    kit.restart();
    assertEquals("stopped", kit.stateOf("alice"));
    assertFalse(kit.runtime.alive.containsKey(ALICE));
    start("alice");
    kit.awaitState("alice", "running");
  }

  @Test
  void aRestartOfPrivdAdoptsWhatRunsAndStartsWhatDied() {
    var before = kit.runtime.alive.get(ALICE);
    kit.runtime.alive.remove(AgentName.parse("bob"));
    kit.restart();
    assertEquals(before, kit.runtime.alive.get(ALICE));
    PrivdCoreKit.await(() -> kit.runtime.starts(AgentName.parse("bob")) == 2);
  }

  @Test
  void aDestroyedAgentIsGoneUntilItIsSpawnedAgainWithTheSameUids() {
    UidBlock uids = kit.uids("alice");
    var _ =
        kit.agent("alice")
            .ask(
                AskRequest.newBuilder()
                    .setRequestId(PrivdCoreKit.id())
                    .setTo("operator")
                    .setQuestion("?")
                    .build());
    destroy("alice");
    assertEquals("destroyed", kit.stateOf("alice"));
    assertEquals("cancelled", kit.text("select state from question"));
    assertFalse(java.nio.file.Files.exists(kit.agentSocket("alice")));
    for (Executable action :
        List.<Executable>of(
            () -> start("alice"),
            () -> stop("alice"),
            () -> destroy("alice"),
            () ->
                kit.operator()
                    .restartAgent(RestartAgentRequest.newBuilder().setName("alice").build()))) {
      assertEquals(Status.Code.FAILED_PRECONDITION, code(action));
    }
    kit.dropChannels();
    long id = spawn("alice");
    PrivdCoreKit.await(() -> approval(id).equals("deployed"));
    assertEquals(uids, kit.uids("alice"));
    kit.awaitState("alice", "running");
  }

  @Test
  void aPurgedNameGetsOtherUids() {
    UidBlock uids = kit.uids("alice");
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> purge("alice")));
    destroy("alice");
    purge("alice");
    assertEquals(Status.Code.NOT_FOUND, code(() -> kit.stateOf("alice")));
    assertEquals(Status.Code.NOT_FOUND, code(() -> purge("alice")));
    assertTrue(kit.runtime.calls.contains("purge alice"));
    kit.dropChannels();
    long id = spawn("alice");
    PrivdCoreKit.await(() -> approval(id).equals("deployed"));
    assertTrue(kit.uids("alice").base() != uids.base());
  }

  @Test
  void aSpawnThatNeverSaysHelloFailsAndLeavesNothingRunning() {
    kit.silent.add(CAROL);
    long id =
        kit.manager()
            .requestSpawn(
                RequestSpawnRequest.newBuilder()
                    .setRequestId(PrivdCoreKit.id())
                    .setName("carol")
                    .build())
            .getApprovalId();
    var _ =
        kit.operator().approve(ApproveRequest.newBuilder().setApprovalId(id).setVersion(1).build());
    PrivdCoreKit.await(() -> approval(id).equals("failed"));
    String note = kit.text("select note from approval");
    assertTrue(note.contains("did not say hello") && note.contains("the last line"), note);
    assertEquals("destroyed", kit.stateOf("carol"));
    assertFalse(kit.runtime.alive.containsKey(CAROL));
  }

  @Test
  void aSpawnThatCannotBeStartedFails() {
    kit.runtime.broken.add(CAROL);
    long id = spawn("carol");
    PrivdCoreKit.await(() -> approval(id).equals("failed"));
    assertEquals("destroyed", kit.stateOf("carol"));
  }

  @Test
  void whatWasBeingBuiltGoesOnAfterARestart() {
    kit.sql(
        "insert into approval (kind, agent, requested_by, reason, state, version, commit_id,"
            + " requested_ms, note, decided_by) values ('spawn', 'carol', 'operator', '',"
            + " 'approved', 1, '', 1, '', 'op')");
    kit.restart();
    PrivdCoreKit.await(() -> approval(1).equals("deployed"));
    kit.awaitState("carol", "running");
    kit.sql("update approval set state = 'building', closed_ms = null where id = 1");
    kit.runtime.alive.remove(CAROL);
    kit.sql("update agent set parked = true where name = 'carol'");
    kit.restart();
    PrivdCoreKit.await(() -> approval(1).equals("deployed"));
    kit.awaitState("carol", "running");
  }

  @Test
  void whatWasDestroyedWhileItWasBuiltIsNotStartedByARestart() {
    long id = spawn("carol");
    PrivdCoreKit.await(() -> approval(id).equals("deployed"));
    destroy("carol");
    kit.sql("update approval set state = 'building', closed_ms = null where id = " + id);
    kit.restart();
    PrivdCoreKit.await(() -> approval(id).equals("failed"));
    assertEquals("destroyed", kit.stateOf("carol"));
    assertEquals(1, kit.runtime.starts(CAROL));
  }

  @Test
  void theManagerCanBeMadeOnceAndAgainAfterItWasDestroyed() {
    assertEquals(
        Status.Code.FAILED_PRECONDITION,
        code(() -> kit.operator().createManager(CreateManagerRequest.getDefaultInstance())));
    destroy("manager");
    kit.dropChannels();
    var _ = kit.operator().createManager(CreateManagerRequest.getDefaultInstance());
    kit.awaitState("manager", "running");
  }
}
