package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.config.Limits;
import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.lifecycle.ContainerExit;
import hyperhive.privd.lifecycle.ContainerSpec;
import hyperhive.privd.registry.RunningContainer;
import hyperhive.privd.registry.UidBlock;
import hyperhive.privd.sys.HostProcessRunner;
import hyperhive.privd.sys.ProcessRunner;
import hyperhive.wire.AgentName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/// A runtime in directories of its own, with a shell script in the place of agentd. What the script
/// does, each test puts into the agent's configuration as `run.sh`.
final class SandboxFixture implements AutoCloseable {
  static final Limits LIMITS = new Limits(128L << 20, 100, 64);

  /// Several builds may run on one machine, and `kill` goes by uid.
  private int firstBlock =
      0x5000_0000 + ThreadLocalRandom.current().nextInt(1000) * 8 * UidBlock.SIZE;

  private ProcessRunner runner = new HostProcessRunner();

  final Path root;
  SandboxConfig config;
  final SandboxLayout layout;
  final BlockingQueue<ContainerExit> exits = new LinkedBlockingQueue<>();
  SandboxRuntime runtime;
  private final Map<AgentName, UidBlock> agents = new LinkedHashMap<>();

  SandboxFixture() throws IOException, ContainerException {
    root = Files.createTempDirectory("hyperhive-sandbox-").toRealPath();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
    script(root.resolve("agentd/bin"), "agentd", "exec /bin/sh /config/run.sh\n");
    config =
        new SandboxConfig(
            root.resolve("state"),
            root.resolve("run"),
            Path.of(System.getProperty("java.home")).toRealPath(),
            root.resolve("agentd"),
            Path.of("/usr/bin/bwrap"),
            false,
            List.of("192.0.2.1"));
    layout = new SandboxLayout(config.stateDir(), config.runtimeDir());
    runtime = open();
  }

  private SandboxRuntime open() throws ContainerException {
    SandboxRuntime opened = SandboxRuntime.open(config, runner);
    opened.onExit(exits::add);
    return opened;
  }

  void useBlocksFrom(int first) {
    firstBlock = first;
  }

  void useBubblewrap(Path program) throws ContainerException {
    config =
        new SandboxConfig(
            config.stateDir(),
            config.runtimeDir(),
            config.jdkHome(),
            config.agentdHome(),
            program,
            false,
            List.of());
    reopen();
  }

  void useRunner(ProcessRunner other) throws ContainerException {
    runner = other;
    reopen();
  }

  /// As a restart of privd does it: what ran goes on, the new object knows nothing of it.
  void reopen() throws ContainerException {
    runtime.close();
    runtime = open();
  }

  private static void script(Path directory, String name, String body) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  UidBlock uids(String name) {
    return agents.computeIfAbsent(
        AgentName.parse(name), _ -> new UidBlock(firstBlock + agents.size() * UidBlock.SIZE));
  }

  ContainerSpec spec(String name, boolean manager, Limits limits, String script)
      throws IOException {
    Path directory = root.resolve("configs").resolve(name);
    script(directory, "run.sh", script);
    return new ContainerSpec(AgentName.parse(name), manager, uids(name), limits, directory);
  }

  ContainerSpec spec(String name, String script) throws IOException {
    return spec(name, false, LIMITS, script);
  }

  RunningContainer start(String name, String script) throws IOException, ContainerException {
    return runtime.start(spec(name, script));
  }

  /// As if a helper of the host had been put into the agent's group.
  void joinGroup(String name, long pid) throws IOException, ContainerException {
    Cgroups groups = Cgroups.detect(CgroupHierarchies.ofThisProcess(), layout.instanceId(), false);
    for (Path group : groups.create(name, LIMITS)) {
      CgroupFiles.write(group, "cgroup.procs", Long.toString(pid));
    }
  }

  void kill(String name) throws ContainerException {
    runtime.kill(AgentName.parse(name), uids(name));
  }

  String log(String name) throws IOException {
    return new String(runtime.log(AgentName.parse(name), 1 << 20), StandardCharsets.UTF_8);
  }

  /// Runs a script to its last line and returns what it said before.
  String say(String name, String script) throws Exception {
    start(name, script + "\necho END\nexec sleep 300\n");
    String said = awaitLog(name, text -> text.endsWith("END\n"));
    return said.substring(0, said.length() - "END\n".length());
  }

  String awaitLog(String name, Predicate<String> wanted) throws Exception {
    String text = "";
    for (long end = deadline(Duration.ofSeconds(20)); System.nanoTime() < end; ) {
      text = log(name);
      if (wanted.test(text)) {
        return text;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("never said; only: " + text);
  }

  static long deadline(Duration patience) {
    return System.nanoTime() + patience.toNanos();
  }

  Path state(String name) {
    return layout.agent(AgentName.parse(name)).resolve("state");
  }

  @Override
  public void close() throws IOException, ContainerException {
    for (Map.Entry<AgentName, UidBlock> agent : agents.entrySet()) {
      runtime.kill(agent.getKey(), agent.getValue());
    }
    for (Map.Entry<AgentName, UidBlock> agent : agents.entrySet()) {
      runtime.purge(agent.getKey(), agent.getValue());
    }
    runtime.close();
    unmountLeft();
    TreeRemoval.remove(root.resolve("..").normalize(), root.getFileName().toString());
  }

  /// A manager may have seen agents the test never named.
  private void unmountLeft() throws IOException {
    for (Path parent : List.of(layout.logs(), layout.mounts())) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
        for (Path child : children) {
          Mounts.detach(child);
        }
      }
    }
    Mounts.detach(layout.mounts());
  }
}
