package hyperhive.privd.lifecycle.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.privd.sys.Command;
import hyperhive.privd.sys.ErrnoException;
import hyperhive.privd.sys.HostProcessRunner;
import hyperhive.privd.sys.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("main-job")
@Tag("attack")
final class TreeRemovalTest {
  @TempDir Path parent;
  private Path tree = Path.of("/nonexistent");

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectory(parent.resolve("tree"));
  }

  private void removed() throws IOException {
    TreeRemoval.remove(parent, "tree");
    assertFalse(Files.exists(tree));
  }

  @Test
  void linksAreDeletedNotFollowed() throws IOException {
    Path kept = Files.createDirectories(parent.resolve("kept/inner"));
    Files.writeString(kept.resolve("file"), "root's");
    Files.createDirectory(tree.resolve("d"));
    Files.createSymbolicLink(tree.resolve("d/to-directory"), kept);
    Files.createSymbolicLink(tree.resolve("to-file"), kept.resolve("file"));
    removed();
    assertEquals("root's", Files.readString(kept.resolve("file")));
  }

  @Test
  void aTreeThatIsItselfALinkIsNotFollowed() throws IOException {
    Path kept = Files.createDirectory(parent.resolve("kept"));
    Files.writeString(kept.resolve("file"), "root's");
    Files.createSymbolicLink(parent.resolve("planted"), kept);
    assertThrows(ErrnoException.class, () -> TreeRemoval.remove(parent, "planted"));
    assertTrue(Files.exists(kept.resolve("file")));
  }

  @Test
  void depthThatNoPathCanNameIsNoObstacle() throws IOException {
    String script =
        "chdir $ARGV[0] or die; for (1..3000) { mkdir q(ddddddddd) or die; chdir q(ddddddddd)"
            + " or die; open my $f, q(>), q(f) or die }";
    assertEquals(
        0,
        new HostProcessRunner()
            .run(
                Command.of("/usr/bin/perl", "-e", script, tree.toString()),
                Duration.ofSeconds(20),
                1000)
            .exitCode());
    removed();
  }

  @Test
  void namesThatTheRemovalItselfWouldUseAreNoObstacle() throws IOException {
    for (int i = 0; i < 50; i++) {
      Files.createFile(tree.resolve(".removing-" + i));
      Files.createDirectories(tree.resolve("z" + i + "/.removing-" + (i + 1) + "/x"));
    }
    removed();
  }

  @Test
  void manyFilesAreDeleted() throws IOException {
    Path wide = Files.createDirectory(tree.resolve("wide"));
    for (int i = 0; i < 3000; i++) {
      Files.createFile(wide.resolve("a-rather-long-name-of-a-file-" + i));
    }
    removed();
  }

  @Test
  void aMountIsNotEmptied() throws IOException {
    Path mounted = Files.createDirectory(tree.resolve("m"));
    Mount.tmpfs(mounted, "size=64k");
    try {
      Files.writeString(mounted.resolve("file"), "kept");
      assertThrows(ErrnoException.class, () -> TreeRemoval.remove(parent, "tree"));
      assertTrue(Files.exists(mounted.resolve("file")));
    } finally {
      Mount.detach(mounted);
    }
  }

  @Test
  void whatIsNotThereIsNoError() throws IOException {
    TreeRemoval.remove(parent, "none");
  }
}
