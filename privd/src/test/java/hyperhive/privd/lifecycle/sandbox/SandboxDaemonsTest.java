package hyperhive.privd.lifecycle.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.privd.lifecycle.ContainerExit;
import hyperhive.privd.lifecycle.ContainerSpec;
import hyperhive.privd.registry.RunningContainer;
import hyperhive.privd.registry.UidBlock;
import hyperhive.privd.sys.Command;
import hyperhive.privd.sys.ProcessIdentity;
import hyperhive.privd.sys.ProcessTable;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Daemons that die, and daemons side by side.
@Tag("main-job")
final class SandboxDaemonsTest {
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
  void aContainerOutlivesADaemonKilledWithSigkill() throws Exception {
    ContainerSpec spec =
        hive.spec("alice", "i=0; while :; do i=$((i+1)); echo tick $i; sleep 0.05; done");
    Process daemon = startDaemon(spec);
    RunningContainer alice = awaitStart(daemon, spec);
    daemon.destroyForcibly().waitFor();
    int before = hive.log("alice").length();

    assertTrue(hive.runtime.adopt(alice));
    hive.awaitLog("alice", said -> said.length() > before + 30);
    assertTrue(ProcessTable.isRunning(alice.initPid()));

    hive.kill("alice");
    assertEquals(new ContainerExit(alice, 137), hive.exits.poll(5, TimeUnit.SECONDS));
    assertTrue(ProcessTable.withUid(spec.uids()::contains).isEmpty());
  }

  private Process startDaemon(ContainerSpec spec) throws Exception {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ForgottenDaemon.class.getName(),
            hive.config.stateDir().toString(),
            hive.config.runtimeDir().toString(),
            hive.config.agentdHome().toString(),
            spec.config().toString(),
            Integer.toString(spec.uids().base()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static RunningContainer awaitStart(Process daemon, ContainerSpec spec) throws Exception {
    try (BufferedReader said = daemon.inputReader(StandardCharsets.UTF_8)) {
      List<String> words =
          List.of(Objects.requireNonNull(said.readLine(), "nothing").split(" ", -1));
      return new RunningContainer(
          spec.agent(),
          ProcessIdentity.bootId(),
          Long.parseLong(words.getFirst()),
          Long.parseLong(words.getLast()));
    }
  }

  @Test
  void aKeyPressedInTheDaemonsTerminalDoesNotReachTheContainer() throws Exception {
    RunningContainer alice = hive.start("alice", "exec sleep 300");
    assertNotEquals(session(ProcessHandle.current().pid()), session(alice.initPid()));
  }

  private static String session(long pid) throws Exception {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)).get(3);
  }

  @Test
  void twoDaemonsOnOneHostKeepApart() throws Exception {
    try (SandboxFixture other = new SandboxFixture()) {
      assertNotEquals(hive.layout.instanceId(), other.layout.instanceId());
      other.useBlocksFrom(hive.uids("alice").base() + 4 * UidBlock.SIZE);
      hive.start("alice", "exec sleep 300");
      RunningContainer others = other.start("alice", "exec sleep 300");
      hive.kill("alice");
      assertTrue(ProcessTable.isRunning(others.initPid()));
      assertFalse(ProcessTable.withUid(other.uids("alice")::contains).isEmpty());
    }
  }

  @Test
  void n3EveryStartIsOneConstantScriptWithParameters() throws Exception {
    RecordingRunner runner = new RecordingRunner();
    hive.useRunner(runner);
    hive.start("alice", "exec sleep 300");
    assertEquals(1, runner.started.size());
    Command start = runner.started.getFirst();
    assertEquals(Command.PLAIN_ENVIRONMENT, start.environment());
    assertEquals("/bin/sh", start.argv().get(0));
    assertEquals(hive.layout.launches().resolve("launch.sh").toString(), start.argv().get(1));
    assertFalse(start.argv().contains("-c"));
    assertEquals(
        SandboxRuntime.COMMAND, start.argv().subList(start.argv().size() - 2, start.argv().size()));
    for (String argument : start.argv().subList(2, start.argv().size() - 2)) {
      assertTrue(argument.startsWith("/") || argument.matches("\\d+"), argument);
    }
  }

  @Test
  void prepareTwiceChangesNothing() throws Exception {
    ContainerSpec spec = hive.spec("alice", "");
    hive.runtime.prepare(spec);
    List<String> before = mounts();
    hive.runtime.prepare(spec);
    hive.reopen();
    hive.runtime.prepare(spec);
    assertEquals(before, mounts());
  }

  private List<String> mounts() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(hive.root.toString()))
        .toList();
  }
}
