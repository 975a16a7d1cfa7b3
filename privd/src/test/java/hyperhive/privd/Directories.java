package hyperhive.privd;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Directories that tests made.
public final class Directories {
  private Directories() {}

  /// Whoever is just ending may still write a file.
  public static void delete(Path directory) throws IOException {
    for (int i = 0; i < 20 && Files.exists(directory); i++) {
      try (Stream<Path> tree = Files.walk(directory)) {
        for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      } catch (DirectoryNotEmptyException | NoSuchFileException changing) {
        pause();
      }
    }
    if (Files.exists(directory)) {
      throw new IOException("it cannot be deleted: " + directory);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }
}
