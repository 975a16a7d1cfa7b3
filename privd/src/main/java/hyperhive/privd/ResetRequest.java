package hyperhive.privd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How root asks for a new setup token: a file in the directory only root can write. No socket
/// offers it.
final class ResetRequest {
  private final Path file;

  private ResetRequest(Path file) {
    this.file = file;
  }

  static ResetRequest inDirectory(Path privdDirectory) {
    return new ResetRequest(privdDirectory.resolve("reset-login"));
  }

  void ask() throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
  }

  boolean isAsked() {
    return Files.exists(file);
  }

  void done() throws IOException {
    Files.deleteIfExists(file);
  }
}
