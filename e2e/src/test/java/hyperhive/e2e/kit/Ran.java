package hyperhive.e2e.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How a program ended and what it printed, both streams together.
public record Ran(int code, String output) {

  /// @throws AssertionError if it does not end in time
  public static Ran program(Duration patience, List<String> command)
      throws IOException, InterruptedException {
    return program(patience, new ProcessBuilder(command));
  }

  public static Ran program(Duration patience, ProcessBuilder builder)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("hive-e2e-", ".out");
    try {
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(builder.command() + " did not end: " + Files.readString(output));
      }
      return new Ran(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  /// @return what it printed, if it ended well
  public String ok() {
    if (code != 0) {
      throw new AssertionError("ended with code " + code + ": " + output);
    }
    return output;
  }
}
