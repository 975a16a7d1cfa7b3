package hyperhive.privd;

import hyperhive.agent.v1.AgentGrpc;
import hyperhive.agent.v1.HelloRequest;
import hyperhive.agent.v1.ManagerGrpc;
import hyperhive.operator.v1.OperatorGrpc;
import hyperhive.operator.v1.PingRequest;
import hyperhive.operator.v1.SetupRequest;
import hyperhive.privd.registry.UidBlock;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The real daemon as a process of its own, which a test can kill. Its containers run a shell that
/// sleeps; the test speaks for them from outside, with their uids.
public final class PrivdProcess implements AutoCloseable {
  static final String PASSWORD = "correct horse battery staple";

  final Path root;
  final Path state;
  final Path run;
  private final Path config;
  private final int firstBlock = ThreadLocalRandom.current().nextInt(1_000, 15_000);
  private final List<String> agents;
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
  private @Nullable Process process;
  private @Nullable String session;

  PrivdProcess(String... agents) throws IOException {
    this.agents = List.of(agents);
    root = Files.createTempDirectory("hyperhive-privd-").toRealPath();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
    state = root.resolve("state");
    run = root.resolve("run");
    config = root.resolve("privd.toml");
    Path agentd = Files.createDirectories(root.resolve("agentd/bin")).resolve("agentd");
    Files.writeString(agentd, "#!/bin/sh\nexec sleep 100000\n");
    Files.setPosixFilePermissions(agentd, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(config, toml());
  }

  private String toml() {
    StringBuilder toml =
        new StringBuilder(
            """
            state_dir = "%s"
            runtime_dir = "%s"
            [health]
            hello_seconds = 5
            alive_seconds = 0
            [limits]
            memory_mib = 64
            [sandbox]
            first_uid_block = %d
            agentd = "%s/agentd"
            """
                .formatted(state, run, firstBlock, root));
    for (String agent : agents) {
      toml.append("[[bootstrap.agent]]\nname = \"").append(agent).append("\"\n");
      toml.append("manager = ").append(agent.equals("manager")).append('\n');
      toml.append("command = [\"true\"]\n");
    }
    return toml.toString();
  }

  static PrivdProcess started(String... agents) throws Exception {
    PrivdProcess privd = new PrivdProcess(agents);
    privd.start();
    return privd;
  }

  /// Starts it and returns when it serves.
  void start() throws Exception {
    dropChannels();
    process = launch("run", "--end-containers");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!log().contains("privd ready") && process.isAlive() && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    if (!log().contains("privd ready")) {
      throw new AssertionError("privd did not start: " + log());
    }
    for (String agent : agents) {
      PrivdCoreKit.await(() -> isDegraded() || (listens(agentSocket(agent)) && pidOf(agent) > 0));
    }
  }

  /// The shell's sleep in an agent's container; 0 if it does not run.
  long pidOf(String agent) {
    return ProcessHandle.allProcesses()
        .filter(each -> each.info().commandLine().orElse("").contains("sleep 100000"))
        .filter(each -> uidOf(each) == uids(agent).base())
        .mapToLong(ProcessHandle::pid)
        .findFirst()
        .orElse(0);
  }

  private static long uidOf(ProcessHandle process) {
    try {
      Path directory = Path.of("/proc", Long.toString(process.pid()));
      return Integer.toUnsignedLong((int) Files.getAttribute(directory, "unix:uid"));
    } catch (IOException gone) {
      return -1;
    }
  }

  private static boolean listens(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException notYet) {
      return false;
    }
  }

  private boolean isDegraded() {
    try {
      return log().contains("degraded");
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  /// Some command of privd's, with the same configuration.
  Process launch(String... command) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "hyperhive.privd.Main"));
    line.addAll(List.of(command));
    line.addAll(List.of("--config", config.toString()));
    File output = root.resolve("output").toFile();
    Files.writeString(output.toPath(), "");
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(output)
        .directory(new File("/"))
        .start();
  }

  String log() throws IOException {
    return Files.readString(root.resolve("output"));
  }

  Process process() {
    return java.util.Objects.requireNonNull(process, "not started");
  }

  void kill() throws InterruptedException {
    process().destroyForcibly().waitFor();
  }

  /// SIGTERM; it has to end by itself.
  int stop() throws InterruptedException {
    process().destroy();
    if (!process().waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not stop");
    }
    return process().exitValue();
  }

  Path database() {
    return state.resolve("privd/hyperhive.mv.db");
  }

  Path operatorSocket() {
    return run.resolve("operator/operator.sock");
  }

  Path agentSocket(String name) {
    return run.resolve("agents").resolve(name).resolve("hive/agent.sock");
  }

  /// Blocks are given out in the order of the configuration.
  UidBlock uids(String name) {
    return new UidBlock(UidBlock.FIRST_BASE + (firstBlock + agents.indexOf(name)) * UidBlock.SIZE);
  }

  void dropChannels() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    channels.clear();
  }

  private ManagedChannel channel(long uid, long gid, Path socket) {
    return channels.computeIfAbsent(
        uid + " " + socket,
        key -> {
          try {
            return ChannelAs.open(uid, gid, socket);
          } catch (IOException failure) {
            throw new AssertionError(failure);
          }
        });
  }

  private ManagedChannel channel(String agent) {
    long base = uids(agent).base();
    return channel(base, base, agentSocket(agent));
  }

  private static long webGid() {
    try (var lines = Files.lines(Path.of("/etc/group"))) {
      return lines
          .filter(line -> line.startsWith("hyperhive-web:"))
          .mapToLong(line -> Long.parseLong(line.split(":", -1)[2]))
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static long webUid() {
    return hyperhive.privd.sys.UserDatabase.uid("hyperhive-web").orElseThrow();
  }

  OperatorGrpc.OperatorBlockingStub anonymous() {
    return OperatorGrpc.newBlockingStub(channel(webUid(), webGid(), operatorSocket()))
        .withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  OperatorGrpc.OperatorBlockingStub operator() {
    return anonymous()
        .withInterceptors(
            MetadataUtils.newAttachHeadersInterceptor(PrivdCoreKit.headers(session())));
  }

  private synchronized String session() {
    String known = session;
    if (known == null) {
      known = setUp("op", PASSWORD);
      session = known;
    }
    return known;
  }

  String setUp(String name, String password) {
    return anonymous()
        .setup(
            SetupRequest.newBuilder().setToken(token()).setName(name).setPassword(password).build())
        .getSession()
        .getToken();
  }

  String token() {
    try {
      return Files.readString(state.resolve("privd/setup-token")).strip();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  AgentGrpc.AgentBlockingStub agent(String name) {
    return AgentGrpc.newBlockingStub(channel(name)).withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  ManagerGrpc.ManagerBlockingStub manager() {
    return ManagerGrpc.newBlockingStub(channel("manager")).withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  void hello(String name) {
    var _ = agent(name).hello(HelloRequest.newBuilder().setInstanceId(PrivdCoreKit.id()).build());
  }

  boolean answers() {
    try {
      return !anonymous().ping(PingRequest.getDefaultInstance()).getVersion().isEmpty();
    } catch (StatusRuntimeException failure) {
      return false;
    }
  }

  /// A last life of privd takes its containers with it; what it mounted goes after it.
  @Override
  public void close() throws IOException {
    try {
      end();
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }

  private void end() throws Exception {
    dropChannels();
    if (process != null) {
      if (!process.isAlive() && Files.exists(database())) {
        start();
      }
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    }
    unmount();
    Directories.delete(root);
  }

  /// A small file system of its own; taken away with everything else.
  void mountTmpfs(Path directory, String size) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(
                "/usr/bin/mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + size,
                "tmpfs",
                directory.toString())
            .start()
            .waitFor();
    if (code != 0) {
      throw new AssertionError("no tmpfs: " + code);
    }
  }

  private void unmount() throws Exception {
    List<String> mounts =
        Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
            .map(line -> line.split(" ", -1)[4])
            .filter(mount -> mount.startsWith(root + "/"))
            .toList();
    for (String mount : mounts.reversed()) {
      new ProcessBuilder("/usr/bin/umount", "-l", mount).start().waitFor();
    }
  }
}
