package hyperhive.privd.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import hyperhive.privd.registry.UidBlock;
import hyperhive.privd.sys.Command;
import hyperhive.privd.sys.HostProcessRunner;
import hyperhive.privd.sys.Mount;
import hyperhive.privd.sys.ProcessRunner;
import hyperhive.wire.AgentName;
import hyperhive.wire.InvalidValueException;
import hyperhive.wire.RelativePath;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows F1 to F15 of the attacks, as far as they lie below the wire.
@Tag("main-job")
@Tag("attack")
final class AgentStateFilesTest {
  private static final AgentName ALICE = AgentName.parse("alice");
  private static final UidBlock UIDS = new UidBlock(0x6100_0000);
  private static final String MARK = "MARK-of-a-secret";
  private static final int CAP = 64 * 1024;

  @TempDir Path stateDir;
  private Path state = Path.of("/nonexistent");
  private AgentStateFiles files = new AgentStateFiles(Path.of("/nonexistent"));

  @BeforeEach
  void makeState() throws IOException {
    state = stateDir.resolve("agents/alice/state");
    Files.createDirectories(state.resolve("sub"));
    Files.writeString(stateDir.resolve("agents/alice/secret"), MARK);
    write("ok.txt", "hello");
    write("sub/ok.txt", "below");
    give("");
    give("sub");
    files = new AgentStateFiles(stateDir);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(state.resolve(name), text);
    give(name);
  }

  private void give(String name) throws IOException {
    Path path = state.resolve(name);
    Files.setAttribute(path, "unix:uid", UIDS.base(), LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", UIDS.base(), LinkOption.NOFOLLOW_LINKS);
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(state.resolve(name), Path.of(target));
    give(name);
  }

  private ReadOutcome read(String path) {
    return files.read(ALICE, UIDS, RelativePath.parse(path), CAP);
  }

  private void assertRefused(Refusal reason, String path) {
    assertEquals(new ReadOutcome.Refused(reason), read(path));
  }

  private static void run(String... argv) throws IOException {
    ProcessRunner.Finished done =
        new HostProcessRunner().run(Command.of(argv), Duration.ofSeconds(20), 1000);
    assertEquals(0, done.exitCode(), new String(done.output(), StandardCharsets.UTF_8));
  }

  @Test
  void aFileIsRead() {
    ReadOutcome.Content content = assertInstanceOf(ReadOutcome.Content.class, read("sub/ok.txt"));
    assertArrayEquals("below".getBytes(StandardCharsets.UTF_8), content.bytes());
    assertEquals(new ReadOutcome.NotFound(), read("none"));
    assertEquals(new ReadOutcome.NotFound(), read("ok.txt/below"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "sub/../../secret",
        "/etc/shadow",
        "sub/../ok.txt",
        "./ok.txt",
        "sub//ok.txt",
        "ok.txt/",
        "",
        ".",
        "..",
        "ok.txt\0.png"
      })
  void f1f2f3OnlyTheCanonicalSpellingIsAPath(String spelled) {
    assertThrows(InvalidValueException.class, () -> RelativePath.parse(spelled));
  }

  @Test
  void f4AFinalLinkIsRefused() throws IOException {
    link("absolute", "/etc/passwd");
    link("relative", "ok.txt");
    link("up", "../secret");
    assertRefused(Refusal.SYMBOLIC_LINK, "absolute");
    assertRefused(Refusal.SYMBOLIC_LINK, "relative");
    assertRefused(Refusal.SYMBOLIC_LINK, "up");
  }

  @Test
  void f5ALinkOnTheWayIsRefused() throws IOException {
    link("dirlink", "/etc");
    link("sublink", "sub");
    assertRefused(Refusal.SYMBOLIC_LINK, "dirlink/passwd");
    assertRefused(Refusal.SYMBOLIC_LINK, "sublink/ok.txt");
    assertEquals(
        new ListOutcome.Refused(Refusal.NOT_A_DIRECTORY),
        files.list(ALICE, UIDS, Optional.of(RelativePath.parse("dirlink"))));
    assertEquals(
        new ListOutcome.Refused(Refusal.SYMBOLIC_LINK),
        files.list(ALICE, UIDS, Optional.of(RelativePath.parse("dirlink/ssl"))));
  }

  @Test
  void f6ARaceOfRenamesLeaksNothing() throws Exception {
    Files.createDirectory(state.resolve("d"));
    write("d/f", "mine");
    Files.createDirectory(stateDir.resolve("outside"));
    Files.writeString(stateDir.resolve("outside/f"), MARK);
    // Owned by the agent, so that only where it lies can save it.
    Files.setAttribute(stateDir.resolve("outside/f"), "unix:uid", UIDS.base());
    link("l", stateDir.resolve("outside").toString());
    AtomicBoolean stop = new AtomicBoolean();
    Thread exchanger = RenameExchange.start(state, "d", "l", stop);
    int own = 0;
    try {
      for (int i = 0; i < 100_000; i++) {
        if (read("d/f") instanceof ReadOutcome.Content content) {
          assertEquals("mine", new String(content.bytes(), StandardCharsets.UTF_8));
          own++;
        }
      }
    } finally {
      stop.set(true);
      exchanger.join(5000);
    }
    assertTrue(own > 1000 && own < 99_000, "the race was no race: " + own);
  }

  @Test
  void f7FifoIsRefusedAtOnce() throws IOException {
    run("/usr/bin/mkfifo", state.resolve("fifo").toString());
    give("fifo");
    assertTimeout(Duration.ofMillis(100), () -> assertRefused(Refusal.NOT_REGULAR, "fifo"));
  }

  @Test
  void f8SocketsDevicesAndDirectoriesAreRefused() throws IOException {
    run("/usr/bin/mknod", state.resolve("char").toString(), "c", "1", "3");
    run("/usr/bin/mknod", state.resolve("block").toString(), "b", "7", "99");
    give("char");
    give("block");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(state.resolve("socket")));
      give("socket");
      assertRefused(Refusal.NOT_REGULAR, "socket");
    }
    assertRefused(Refusal.NOT_REGULAR, "char");
    assertRefused(Refusal.NOT_REGULAR, "block");
    assertRefused(Refusal.NOT_REGULAR, "sub");
  }

  @Test
  void f9LargeFilesAreRefusedWithoutTakingMemory() throws IOException {
    run("/usr/bin/truncate", "-s", "1T", state.resolve("sparse").toString());
    run("/bin/dd", "if=/dev/zero", "of=" + state.resolve("real"), "bs=1M", "count=200");
    give("sparse");
    give("real");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    read("sparse");
    long before = threads.getCurrentThreadAllocatedBytes();
    assertRefused(Refusal.TOO_LARGE, "sparse");
    assertRefused(Refusal.TOO_LARGE, "real");
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < CAP, "allocated " + taken);
  }

  @Test
  void f10AFileThatGrowsIsCut() throws Exception {
    write("log", "");
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> grow(state.resolve("log"), stop));
    boolean cut = false;
    try {
      for (int i = 0; i < 200_000 && !cut; i++) {
        if (read("log") instanceof ReadOutcome.Content content) {
          assertTrue(content.bytes().length <= CAP);
          cut = content.truncated();
        }
      }
    } finally {
      stop.set(true);
      writer.join(5000);
    }
    assertTrue(cut, "never caught while growing");
  }

  /// Starts over and over, so that a read now and then meets the small file that becomes large.
  private static void grow(Path file, AtomicBoolean stop) {
    ByteBuffer chunk = ByteBuffer.allocate(CAP / 2);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (!stop.get()) {
        channel.truncate(0);
        for (int i = 0; i < 8; i++) {
          channel.write(chunk.clear());
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void f11HardLinksAndForeignFilesAreRefused() throws IOException {
    Path foreign = Files.writeString(stateDir.resolve("foreign"), MARK);
    Files.createLink(state.resolve("hard"), foreign);
    assertRefused(Refusal.FOREIGN_OWNER, "hard");
    write("one", "x");
    Files.createLink(state.resolve("two"), state.resolve("one"));
    assertRefused(Refusal.SEVERAL_NAMES, "two");
    Files.writeString(state.resolve("roots"), MARK);
    assertRefused(Refusal.FOREIGN_OWNER, "roots");
    write("neighbours", "x");
    Files.setAttribute(state.resolve("neighbours"), "unix:uid", UIDS.base() + UidBlock.SIZE);
    assertRefused(Refusal.FOREIGN_OWNER, "neighbours");
    write("last", "x");
    Files.setAttribute(state.resolve("last"), "unix:uid", UIDS.base() + UidBlock.SIZE - 1);
    assertInstanceOf(ReadOutcome.Content.class, read("last"));
  }

  @Test
  void f12MagicLinksAreRefused() throws IOException {
    link("magic", "/proc/self/root/etc/shadow");
    link("root", "/proc/self/root");
    assertRefused(Refusal.SYMBOLIC_LINK, "magic");
    assertRefused(Refusal.SYMBOLIC_LINK, "root/etc/shadow");
  }

  @Test
  void f13AMountOnTheWayIsRefused() throws IOException {
    Mount.tmpfs(state.resolve("sub"), "size=64k");
    try {
      write("sub/f", "x");
      assertRefused(Refusal.OUTSIDE, "sub/f");
    } finally {
      Mount.detach(state.resolve("sub"));
    }
  }

  @Test
  void f14TooLongIsRefusedAtTheDoor() {
    for (String path : List.of("x".repeat(256), "x/".repeat(2100) + "x", "a/".repeat(1999) + "a")) {
      assertThrows(InvalidValueException.class, () -> RelativePath.parse(path));
    }
    assertEquals(new ReadOutcome.NotFound(), read("x".repeat(255)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Alice", "alice/../bob", "alice\n", "", ".", "..", "alice\0"})
  void f15OtherSpellingsOfAnAgentAreRefused(String name) {
    assertThrows(InvalidValueException.class, () -> AgentName.parse(name));
  }

  @Test
  void f15AnotherAgentsUidsAreRefused() {
    UidBlock bob = new UidBlock(UIDS.base() + UidBlock.SIZE);
    assertEquals(
        new ReadOutcome.Refused(Refusal.FOREIGN_OWNER),
        files.read(ALICE, bob, RelativePath.parse("ok.txt"), CAP));
    assertEquals(
        new ReadOutcome.NotFound(),
        files.read(AgentName.parse("bob"), bob, RelativePath.parse("ok.txt"), CAP));
    assertEquals(
        new ListOutcome.Refused(Refusal.FOREIGN_OWNER), files.list(ALICE, bob, Optional.empty()));
  }

  @Test
  void theHarnessIsOutOfReach() throws IOException {
    Files.createDirectories(stateDir.resolve("agents/alice/harness"));
    Files.writeString(stateDir.resolve("agents/alice/harness/login"), MARK);
    link("h", "../harness");
    assertRefused(Refusal.SYMBOLIC_LINK, "h/login");
    assertThrows(InvalidValueException.class, () -> RelativePath.parse("../harness/login"));
  }

  @Test
  void aFileOfExactlyTheCapIsWhole() throws IOException {
    write("full", "x".repeat(CAP));
    ReadOutcome.Content content = assertInstanceOf(ReadOutcome.Content.class, read("full"));
    assertEquals(CAP, content.bytes().length);
    assertTrue(!content.truncated());
    write("over", "x".repeat(CAP + 1));
    assertRefused(Refusal.TOO_LARGE, "over");
  }
}
