package hyperhive.privd;

import hyperhive.agent.v1.AgentGrpc;
import hyperhive.agent.v1.HelloRequest;
import hyperhive.agent.v1.ManagerGrpc;
import hyperhive.operator.v1.OperatorGrpc;
import hyperhive.operator.v1.PingRequest;
import hyperhive.operator.v1.SetupRequest;
import hyperhive.privd.audit.AuditLog;
import hyperhive.privd.config.ConfigFile;
import hyperhive.privd.config.PrivdConfig;
import hyperhive.privd.endpoint.operator.WebUser;
import hyperhive.privd.registry.UidBlock;
import hyperhive.privd.store.Database;
import hyperhive.wire.AgentName;
import hyperhive.wire.SessionMetadata;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The whole of privd in this JVM, over real sockets and a real database in a directory of its own,
/// with containers that are only names. The clients connect with the uids the real ones have.
public final class PrivdCoreKit implements AutoCloseable {
  static final long WEB_UID = 54_321;
  static final String PASSWORD = "correct horse battery staple";
  static final String THREE_AGENTS =
      """
      [[bootstrap.agent]]
      name = "manager"
      manager = true
      command = ["true"]
      [[bootstrap.agent]]
      name = "alice"
      command = ["true"]
      [[bootstrap.agent]]
      name = "bob"
      command = ["true"]
      """;

  final Path root;
  final FakeClock clock = new FakeClock();
  final FakeContainerRuntime runtime;

  /// Agents whose containers run and stay silent.
  final Set<AgentName> silent = ConcurrentHashMap.newKeySet();

  private final PrivdConfig config;
  private final int faster;
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
  FakeTimer timer;
  private Database database;
  private AuditLog audit;
  private Core core;
  private @Nullable String session;

  private PrivdCoreKit(String agents, int faster) {
    this.faster = faster;
    try {
      root = Files.createTempDirectory("hyperhive-core-").toRealPath();
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
      Path file = root.resolve("privd.toml");
      Files.writeString(file, toml() + agents);
      config = ConfigFile.read(Optional.of(file));
      runtime = new FakeContainerRuntime(config.runtimeDir());
      runtime.afterStart = name -> Thread.ofPlatform().daemon().start(() -> hello(name));
      timer = new FakeTimer(faster);
      database = openDatabase();
      audit = openAudit();
      core = open();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  static PrivdCoreKit start() {
    return new PrivdCoreKit(THREE_AGENTS, 1).ready();
  }

  /// With timers that run faster.
  static PrivdCoreKit start(int faster) {
    return new PrivdCoreKit(THREE_AGENTS, faster).ready();
  }

  static PrivdCoreKit withoutAgents() {
    return new PrivdCoreKit("", 1);
  }

  private String toml() {
    int block = ThreadLocalRandom.current().nextInt(1_000, 15_000);
    return """
        state_dir = "%s/state"
        runtime_dir = "%s/run"
        [health]
        hello_seconds = 2
        alive_seconds = 0
        [sandbox]
        first_uid_block = %d
        """
        .formatted(root, root, block);
  }

  private PrivdCoreKit ready() {
    for (String name : new String[] {"manager", "alice", "bob"}) {
      await(() -> says(name, "running"));
    }
    // What privd itself says to new agents is not what the tests are about.
    sql("delete from message");
    return this;
  }

  private boolean says(String name, String state) {
    return runtime.alive.containsKey(AgentName.parse(name))
        && operator()
            .getOverview(hyperhive.operator.v1.GetOverviewRequest.getDefaultInstance())
            .getAgents()
            .getItemsList()
            .stream()
            .anyMatch(
                agent ->
                    agent.getName().equals(name)
                        && agent
                            .getState()
                            .name()
                            .endsWith(state.toUpperCase(java.util.Locale.ROOT)));
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it never came to be");
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException cut) {
        throw new AssertionError(cut);
      }
    }
  }

  void awaitState(String name, String state) {
    await(() -> stateOf(name).equals(state));
  }

  String stateOf(String name) {
    return operator()
        .getAgent(hyperhive.operator.v1.GetAgentRequest.newBuilder().setName(name).build())
        .getAgent()
        .getState()
        .name()
        .substring("AGENT_STATE_".length())
        .toLowerCase(java.util.Locale.ROOT);
  }

  private Path privdDirectory() {
    return config.stateDir().resolve("privd");
  }

  private Database openDatabase() throws Exception {
    return Database.open(StateDirectory.prepare(config.stateDir()));
  }

  private AuditLog openAudit() throws IOException {
    return new AuditLog(privdDirectory().resolve(StateDirectory.AUDIT), clock);
  }

  private Core open() throws Exception {
    GroupPrincipal group =
        root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("nogroup");
    Files.createDirectories(config.runtimeDir());
    Files.setPosixFilePermissions(
        config.runtimeDir(), PosixFilePermissions.fromString("rwx--x--x"));
    Core.Host host = new Core.Host(runtime, runtime.probe(), timer, clock);
    Core opened =
        new Core(config, new WebUser(WEB_UID, group), privdDirectory(), database, audit, host);
    // The group is the host's own; here the uid alone decides.
    Files.setPosixFilePermissions(
        operatorSocket().getParent(), PosixFilePermissions.fromString("rwxr-x--x"));
    Files.setPosixFilePermissions(operatorSocket(), PosixFilePermissions.fromString("rw-rw-rw-"));
    return opened;
  }

  /// privd ends and starts again; what ran, runs on.
  void restart() {
    try {
      dropChannels();
      core.prepareToStop(false);
      stop();
      timer = new FakeTimer(faster);
      database = openDatabase();
      audit = openAudit();
      core = open();
      await(() -> runtime.alive.keySet().stream().allMatch(this::hasSocket));
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private boolean hasSocket(AgentName name) {
    return core.agentServices(name).isPresent();
  }

  /// The services behind an agent's socket.
  java.util.List<String> services(String name) {
    return core.agentServices(AgentName.parse(name)).orElseThrow();
  }

  /// So that the next call connects at once: a channel that was refused waits a while.
  void dropChannels() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    channels.clear();
  }

  private void stop() throws IOException {
    core.close();
    database.close();
    audit.close();
  }

  Path operatorSocket() {
    return config.runtimeDir().resolve("operator/operator.sock");
  }

  Path agentSocket(String name) {
    return config.runtimeDir().resolve("agents").resolve(name).resolve("hive/agent.sock");
  }

  /// Takes every permission bit on the way to a socket out of play.
  void open(Path socket) throws IOException {
    for (Path each = socket; each != null && !each.equals(root); each = each.getParent()) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
  }

  Path auditFile() {
    return privdDirectory().resolve(StateDirectory.AUDIT);
  }

  Path setupToken() {
    return privdDirectory().resolve(StateDirectory.SETUP_TOKEN);
  }

  Path privdFile(String name) {
    return privdDirectory().resolve(name);
  }

  Path stateDir() {
    return config.stateDir();
  }

  ManagedChannel channel(long uid, Path socket) {
    return channels.computeIfAbsent(
        uid + " " + socket,
        key -> {
          try {
            return ChannelAs.open(uid, socket);
          } catch (IOException failure) {
            throw new AssertionError(failure);
          }
        });
  }

  ManagedChannel agentChannel(String name) {
    return channel(uids(name).base(), agentSocket(name));
  }

  OperatorGrpc.OperatorBlockingStub anonymous() {
    return OperatorGrpc.newBlockingStub(channel(WEB_UID, operatorSocket()))
        .withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  OperatorGrpc.OperatorBlockingStub operator() {
    return withSession(session());
  }

  OperatorGrpc.OperatorBlockingStub withSession(String token) {
    return anonymous().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers(token)));
  }

  static Metadata headers(String token) {
    Metadata headers = new Metadata();
    headers.put(SessionMetadata.SESSION, token);
    return headers;
  }

  synchronized String session() {
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
            SetupRequest.newBuilder()
                .setToken(readToken())
                .setName(name)
                .setPassword(password)
                .build())
        .getSession()
        .getToken();
  }

  String readToken() {
    try {
      return Files.readString(setupToken()).strip();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  AgentGrpc.AgentBlockingStub agent(String name) {
    return AgentGrpc.newBlockingStub(agentChannel(name)).withDeadlineAfter(200, TimeUnit.SECONDS);
  }

  ManagerGrpc.ManagerBlockingStub manager() {
    return ManagerGrpc.newBlockingStub(agentChannel("manager"))
        .withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  UidBlock uids(String name) {
    return new UidBlock(
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select uid_base from agent where name = :name")
                        .bind("name", name)
                        .mapTo(Integer.class)
                        .one()));
  }

  /// What no request can do: damage something.
  void sql(String... statements) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              for (String statement : statements) {
                handle.execute(statement);
              }
              handle.execute("CHECKPOINT SYNC");
            });
  }

  long count(String query) {
    return database.jdbi().withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  String text(String query) {
    return database
        .jdbi()
        .withHandle(handle -> handle.createQuery(query).mapTo(String.class).one());
  }

  static String id() {
    return "r-" + Long.toHexString(ThreadLocalRandom.current().nextLong() | 1L << 62);
  }

  void hello(AgentName name) {
    for (int i = 0; i < 100 && !silent.contains(name); i++) {
      try {
        var _ = agent(name.value()).hello(HelloRequest.newBuilder().setInstanceId(id()).build());
        return;
      } catch (StatusRuntimeException | IllegalStateException notYet) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }

  boolean answers() {
    try {
      return !anonymous().ping(PingRequest.getDefaultInstance()).getVersion().isEmpty();
    } catch (StatusRuntimeException failure) {
      return false;
    }
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    try {
      core.prepareToStop(false);
      stop();
      Directories.delete(root);
    } catch (IOException | RuntimeException failure) {
      throw new AssertionError(failure);
    }
  }
}
