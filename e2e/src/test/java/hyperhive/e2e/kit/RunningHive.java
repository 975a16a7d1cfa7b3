package hyperhive.e2e.kit;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `./hive up` as a process of its own, in directories, on a port and with uids that no other one
/// uses. Closing it is SIGTERM, and fails if anything is left behind.
public final class RunningHive implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Pattern LINK = Pattern.compile("http://\\S+/setup#token=(\\S+)");
  private static final String READY = "Ctrl-C ends it";
  private static final int BLOCKS = 16;

  private final Path root;
  private final String listen;
  private final int firstUidBlock;
  private final Process process;
  private @Nullable OperatorHttp operator;

  private RunningHive(Path root, String listen, int firstUidBlock, List<String> options)
      throws IOException {
    this.root = root;
    this.listen = listen;
    this.firstUidBlock = firstUidBlock;
    this.process = HiveScript.start(output(), upCommand(options));
  }

  /// Returns when the page can be opened.
  public static RunningHive start(HiveConfig config) throws Exception {
    return ready(launch(config));
  }

  /// Returns at once.
  public static RunningHive launch(HiveConfig config) throws IOException {
    return launch(freeAddress(), config);
  }

  /// Returns at once; the address may be in use.
  public static RunningHive launchOn(String baseUrl, HiveConfig config) throws IOException {
    return launch(baseUrl.substring("http://".length()), config);
  }

  private static RunningHive launch(String listen, HiveConfig config) throws IOException {
    int block = ThreadLocalRandom.current().nextInt(1000, 15_000);
    Path root = makeRoot();
    Path file = root.resolve("privd.toml");
    Files.writeString(file, config.toml(block));
    return opened(new RunningHive(root, listen, block, List.of("--config", file + "")));
  }

  /// `./hive up --demo`.
  public static RunningHive demo() throws Exception {
    return ready(opened(new RunningHive(makeRoot(), freeAddress(), 0, List.of("--demo"))));
  }

  private static RunningHive ready(RunningHive hive) throws Exception {
    try {
      hive.awaitReady();
      return hive;
    } catch (AssertionError never) {
      hive.close();
      throw never;
    }
  }

  private static RunningHive opened(RunningHive hive) {
    HiveLogs.watch(hive);
    return hive;
  }

  private static Path makeRoot() throws IOException {
    Path root = Files.createTempDirectory("hive-e2e-").toRealPath();
    // The agents' uids and webd's go through here to what is theirs.
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
    return root;
  }

  private static String freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  private List<String> upCommand(List<String> options) {
    List<String> command = new ArrayList<>(List.of("up", "--listen", listen));
    command.addAll(placeOptions());
    command.addAll(options);
    return command;
  }

  /// What tells another call of the script which hive is meant.
  public List<String> placeOptions() {
    return List.of("--state-dir", stateDir() + "", "--runtime-dir", runtimeDir() + "");
  }

  private void awaitReady() throws Exception {
    Wait.until(
        START,
        () -> "ready; so far: " + printed(),
        () -> {
          requireRunning();
          return printed().contains(READY) ? Optional.of(true) : Optional.empty();
        });
  }

  private void requireRunning() {
    if (!process.isAlive()) {
      throw new AssertionError("hive ended with " + process.exitValue() + ": " + printed());
    }
  }

  public Path stateDir() {
    return root.resolve("state");
  }

  public Path runtimeDir() {
    return root.resolve("run");
  }

  /// An agent's `/state`, seen from the host.
  public Path state(String agent) {
    return stateDir().resolve("agents").resolve(agent).resolve("state");
  }

  public String baseUrl() {
    return "http://" + listen;
  }

  public int port() {
    return Integer.parseInt(listen.substring(listen.indexOf(':') + 1));
  }

  /// The setup link as it was printed.
  public String setupLink() {
    return link().group();
  }

  public String setupToken() {
    return link().group(1);
  }

  private Matcher link() {
    Matcher matcher = LINK.matcher(printed());
    if (!matcher.find()) {
      throw new AssertionError("no setup link printed: " + printed());
    }
    return matcher;
  }

  public String printed() {
    return read(output());
  }

  private Path output() {
    return root.resolve("hive.log");
  }

  String daemonLog(String daemon) {
    return read(stateDir().resolve("log").resolve(daemon + ".log"));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  /// An operator who is logged in; sets the hive up if nobody has.
  public synchronized OperatorHttp operator() throws IOException, InterruptedException {
    if (operator == null) {
      OperatorHttp fresh = new OperatorHttp(baseUrl());
      boolean open = Files.exists(stateDir().resolve("privd/setup-token"));
      operator = open ? fresh.setUp(setupToken()) : fresh.logIn();
    }
    return operator;
  }

  public Puppet puppet(String agent) {
    return new Puppet(this, agent);
  }

  public long pid() {
    return process.pid();
  }

  public long privdPid() throws IOException {
    return daemonPid("privd");
  }

  public long webdPid() throws IOException {
    return daemonPid("webd");
  }

  private long daemonPid(String daemon) throws IOException {
    return Long.parseLong(
        Files.readString(runtimeDir().resolve("hive").resolve(daemon + ".pid")).strip());
  }

  /// The first process of an agent's container.
  public long initPid(String agent) throws IOException {
    String status =
        Files.readString(runtimeDir().resolve("launch").resolve(agent).resolve("status.json"));
    String first = status.lines().findFirst().orElseThrow();
    return JsonParser.parseString(first).getAsJsonObject().get("child-pid").getAsLong();
  }

  /// The host's uid of root in the `index`th agent's container, in the order of their creation.
  public long rootUid(int index) {
    return Leftovers.FIRST_UID + (firstUidBlock + index) * Leftovers.BLOCK_SIZE;
  }

  public void killPrivd() throws IOException, InterruptedException {
    HiveScript.signal("KILL", privdPid());
  }

  public void killWebd() throws IOException, InterruptedException {
    HiveScript.signal("KILL", webdPid());
  }

  /// Ends the first process of an agent's container, and with it all of it.
  public void killContainer(String agent) throws IOException, InterruptedException {
    HiveScript.signal("KILL", initPid(agent));
  }

  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
  }

  public int exitCode() {
    return process.exitValue();
  }

  /// What `kill` does.
  public void stop() throws IOException, InterruptedException {
    if (process.isAlive()) {
      HiveScript.signal("TERM", process.pid());
    }
    requireEnded();
  }

  /// What a terminal does: the signal goes to the whole process group.
  public void pressControlC() throws IOException, InterruptedException {
    HiveScript.signal("INT", -process.pid());
    requireEnded();
  }

  /// Fails unless the script ended and nothing it started is left.
  public void requireEnded() throws IOException, InterruptedException {
    if (!awaitEnd(STOP)) {
      throw new AssertionError("hive does not end: " + printed());
    }
    List<String> left = leftovers().find();
    if (!left.isEmpty()) {
      throw new AssertionError("left behind: " + left + "\n" + printed());
    }
  }

  private Leftovers leftovers() {
    return new Leftovers(stateDir(), runtimeDir(), rootUid(0), rootUid(BLOCKS), firstUidBlock == 0);
  }

  @Override
  public void close() throws IOException {
    try {
      end();
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a hive ended", cut);
    }
  }

  private void end() throws IOException, InterruptedException {
    try {
      stop();
    } finally {
      HiveLogs.forget(this);
      process.destroyForcibly();
      leftovers().remove();
      Ran.program(STOP, List.of("rm", "-rf", "--one-file-system", root + "")).ok();
    }
  }
}
