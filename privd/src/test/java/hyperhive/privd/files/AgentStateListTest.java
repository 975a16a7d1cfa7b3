package hyperhive.privd.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.privd.registry.UidBlock;
import hyperhive.privd.sys.Command;
import hyperhive.privd.sys.HostProcessRunner;
import hyperhive.privd.sys.ProcessRunner;
import hyperhive.wire.AgentName;
import hyperhive.wire.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("main-job")
final class AgentStateListTest {
  private static final AgentName ALICE = AgentName.parse("alice");
  private static final UidBlock UIDS = new UidBlock(0x6100_0000);

  @TempDir Path stateDir;
  private Path state = Path.of("/nonexistent");

  @BeforeEach
  void makeState() throws IOException {
    state = stateDir.resolve("agents/alice/state");
    Files.createDirectories(state);
    Files.setAttribute(state, "unix:uid", UIDS.base());
  }

  private ListOutcome list(String... path) {
    Optional<RelativePath> below = List.of(path).stream().findFirst().map(RelativePath::parse);
    return new AgentStateFiles(stateDir).list(ALICE, UIDS, below);
  }

  private List<FileEntry> entries(String... path) {
    return assertInstanceOf(ListOutcome.Entries.class, list(path)).entries();
  }

  @Test
  void entriesComeWithKindSizeAndTime() throws IOException {
    Instant when = Instant.parse("2026-01-02T03:04:05.678Z");
    Files.createDirectory(state.resolve("d"));
    Files.writeString(state.resolve("f"), "12345");
    Files.createSymbolicLink(state.resolve("l"), Path.of("f"));
    for (String name : List.of("d", "f")) {
      Files.setLastModifiedTime(state.resolve(name), FileTime.from(when));
    }
    List<FileEntry> found = entries();
    assertEquals(new FileEntry("d", true, FileEntry.Kind.DIRECTORY, 0, when), found.get(0));
    assertEquals(new FileEntry("f", true, FileEntry.Kind.FILE, 5, when), found.get(1));
    assertEquals(FileEntry.Kind.OTHER, found.get(2).kind());
    assertEquals(3, found.size());
  }

  @Test
  void namesThatAreNoSafeTextAreShownEscaped() throws IOException {
    for (String made :
        List.of(
            "a\\nb",
            "c\\033[31m",
            "\\377\\376",
            "\\342\\200\\256txt",
            "plain\\\\x0a",
            "\\303\\244")) {
      ProcessRunner.Finished done =
          new HostProcessRunner()
              .run(
                  Command.of(
                      "/usr/bin/perl",
                      "-e",
                      "open my $f, '>', \"$ARGV[0]/" + made + "\" or die",
                      state.toString()),
                  Duration.ofSeconds(10),
                  1000);
      assertEquals(0, done.exitCode());
    }
    List<String> shown =
        entries().stream().map(entry -> entry.name() + " " + entry.addressable()).toList();
    assertEquals(
        List.of(
            "\\xe2\\x80\\xaetxt false",
            "\\xff\\xfe false",
            "a\\x0ab false",
            "c\\x1b[31m false",
            "plain\\x0a true",
            "\u00e4 true"),
        shown);
  }

  @Test
  void aHugeDirectoryIsCut() throws IOException {
    for (int i = 0; i < AgentStateFiles.MAX_ENTRIES; i++) {
      Files.createFile(state.resolve("f" + i));
    }
    assertTrue(!assertInstanceOf(ListOutcome.Entries.class, list()).truncated());
    Files.createFile(state.resolve("one-more"));
    ListOutcome.Entries cut = assertInstanceOf(ListOutcome.Entries.class, list());
    assertTrue(cut.truncated());
    assertEquals(AgentStateFiles.MAX_ENTRIES, cut.entries().size());
  }

  @Test
  void whatIsNoDirectoryIsRefused() throws IOException {
    Files.writeString(state.resolve("f"), "x");
    assertEquals(new ListOutcome.Refused(Refusal.NOT_A_DIRECTORY), list("f"));
    assertEquals(new ListOutcome.NotFound(), list("none"));
  }
}
