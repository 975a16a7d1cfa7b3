package hyperhive.privd.lifecycle.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.lifecycle.ContainerExit;
import hyperhive.privd.lifecycle.Isolation;
import hyperhive.privd.registry.RunningContainer;
import hyperhive.privd.sys.Command;
import hyperhive.privd.sys.HostProcessRunner;
import hyperhive.privd.sys.ProcessTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
final class SandboxLifeTest {
  private SandboxFixture hive;

  @BeforeEach
  void open() throws Exception {
    hive = new SandboxFixture();
  }

  @AfterEach
  void close() throws Exception {
    hive.close();
  }

  @Test
  void everyPromiseHoldsOnThisHost() throws Exception {
    assertTrue(hive.runtime.probe().stream().allMatch(Isolation::holds));
  }

  @Test
  void aRuntimeDirectoryThatKeepsAgentsOutIsFoundByTheProbe() throws Exception {
    Files.setPosixFilePermissions(hive.root, PosixFilePermissions.fromString("rwx------"));
    ContainerException failed = assertThrows(ContainerException.class, () -> hive.runtime.probe());
    assertTrue(String.valueOf(failed.getMessage()).contains("0711"), failed.getMessage());
  }

  @Test
  void aMissingProgramIsFoundByTheProbe() throws Exception {
    hive.useBubblewrap(Path.of("/nonexistent/bwrap"));
    ContainerException failed = assertThrows(ContainerException.class, () -> hive.runtime.probe());
    assertTrue(String.valueOf(failed.getMessage()).contains("bubblewrap"), failed.getMessage());
  }

  @Test
  void whatIsStartedRunsUnderItsOwnUidUntilItIsKilled() throws Exception {
    RunningContainer alice = hive.start("alice", "echo up; exec sleep 300");
    hive.awaitLog("alice", "up\n"::equals);
    assertTrue(ProcessTable.isRunning(alice.initPid()));
    assertFalse(ProcessTable.withUid(hive.uids("alice")::contains).isEmpty());

    hive.kill("alice");

    assertTrue(ProcessTable.withUid(hive.uids("alice")::contains).isEmpty());
    ContainerExit exit = hive.exits.poll(5, TimeUnit.SECONDS);
    assertNotNull(exit);
    assertEquals(new ContainerExit(alice, 128 + 9), exit);
  }

  @Test
  void itsOwnEndIsNoticedWithItsExitCode() throws Exception {
    RunningContainer alice = hive.start("alice", "sleep 0.2; exit 7");
    assertEquals(new ContainerExit(alice, 7), hive.exits.poll(5, TimeUnit.SECONDS));
  }

  @Test
  void aRunningContainerIsNotStartedTwice() throws Exception {
    hive.start("alice", "exec sleep 300");
    assertThrows(ContainerException.class, () -> hive.start("alice", "exec sleep 300"));
  }

  @Test
  void killEndsWhatTriesToGetAway() throws Exception {
    hive.start(
        "alice",
        "setsid sh -c 'trap \"\" TERM HUP; while :; do sleep 1; done' & (setsid sleep 301 &)\n"
            + "while :; do setsid sleep 0.05 & sleep 0.01; done");
    Thread.sleep(300);
    hive.kill("alice");
    assertTrue(ProcessTable.withUid(hive.uids("alice")::contains).isEmpty());
  }

  @Test
  void killEndsAContainerNobodyRemembers() throws Exception {
    hive.start("alice", "exec sleep 300");
    hive.reopen();
    Files.delete(LaunchPlan.statusIn(hive.layout.launch("alice")));
    hive.kill("alice");
    assertTrue(ProcessTable.withUid(hive.uids("alice")::contains).isEmpty());
  }

  @Test
  void killEndsWhatHasTheAgentsUidButIsInNoGroup() throws Exception {
    String uid = Integer.toString(hive.uids("alice").base() + 5);
    Process stray =
        new HostProcessRunner()
            .detach(Command.of("/usr/bin/setpriv", "--reuid", uid, "--", "/bin/sleep", "300"));
    awaitUid("alice");
    hive.kill("alice");
    assertTrue(stray.waitFor(5, TimeUnit.SECONDS));
  }

  @Test
  void killEndsWhatIsInTheGroupWithoutTheAgentsUid() throws Exception {
    hive.start("alice", "exec sleep 300");
    Process stray = new HostProcessRunner().detach(Command.of("/bin/sleep", "300"));
    hive.joinGroup("alice", stray.pid());
    hive.kill("alice");
    assertTrue(stray.waitFor(5, TimeUnit.SECONDS));
  }

  private void awaitUid(String name) throws Exception {
    long end = SandboxFixture.deadline(Duration.ofSeconds(5));
    while (ProcessTable.withUid(hive.uids(name)::contains).isEmpty()) {
      assertTrue(System.nanoTime() < end, "never started");
      Thread.sleep(5);
    }
  }

  @Test
  void anotherDaemonAdoptsItAndNoticesItsDeath() throws Exception {
    RunningContainer alice = hive.start("alice", "exec sleep 300");
    hive.reopen();
    assertTrue(hive.runtime.adopt(alice));
    assertFalse(
        hive.runtime.adopt(
            new RunningContainer(
                alice.agent(), alice.bootId(), alice.initPid(), alice.startTicks() + 1)));
    assertFalse(
        hive.runtime.adopt(
            new RunningContainer(
                alice.agent(), "another boot", alice.initPid(), alice.startTicks())));
    hive.kill("alice");
    assertEquals(new ContainerExit(alice, 137), hive.exits.poll(5, TimeUnit.SECONDS));
    assertFalse(hive.runtime.adopt(alice));
  }

  @Test
  void aLaunchThatFailsSaysWhyWithoutPathsOfTheHost() throws Exception {
    Files.setPosixFilePermissions(
        hive.layout.mounts(), PosixFilePermissions.fromString("rwx------"));
    ContainerException failed =
        assertThrows(ContainerException.class, () -> hive.start("alice", ""));
    String message = String.valueOf(failed.getMessage());
    assertTrue(message.contains("Permission denied"), message);
    assertFalse(message.contains(hive.root.toString()), message);
  }
}
