package hyperhive.privd.lifecycle.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Reading and writing the files of control groups, the same in both versions.
final class CgroupFiles {
  private static final int REMOVE_ATTEMPTS = 100;

  private CgroupFiles() {}

  static void write(Path group, String file, String value) throws IOException {
    // Never created: a file that is not there means the controller is not, and must be an error.
    Files.writeString(group.resolve(file), value, StandardOpenOption.WRITE);
  }

  static List<Long> processes(Path group) throws IOException {
    try {
      return Files.readAllLines(group.resolve("cgroup.procs")).stream()
          .map(Long::parseLong)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /// The kernel lets go of a group a moment after its last process ended.
  static void remove(Path group) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.deleteIfExists(group);
        return;
      } catch (FileSystemException e) {
        if (attempt == REMOVE_ATTEMPTS) {
          throw e;
        }
        pause();
      }
    }
  }

  static void removeIfUnused(Path parent) throws IOException {
    try {
      Files.deleteIfExists(parent);
    } catch (DirectoryNotEmptyException e) {
      return;
    } catch (FileSystemException e) {
      if (Files.isDirectory(parent)) {
        return; // other containers' groups are below
      }
      throw e;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
