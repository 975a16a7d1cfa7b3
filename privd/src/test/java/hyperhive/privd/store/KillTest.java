package hyperhive.privd.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Acknowledged means on disk, also for a process that was itself started after a kill.
@Tag("main-job")
final class KillTest {
  private static final int KILLS = 30;

  @TempDir Path directory;

  private final Random random = new Random(7);

  @Test
  void nothingAcknowledgedIsLostHoweverOftenTheWriterIsKilled() throws Exception {
    long acknowledged = 0;
    for (int i = 0; i < KILLS; i++) {
      acknowledged = writeAndKill(i, acknowledged);
    }
  }

  private long writeAndKill(int round, long acknowledged) throws Exception {
    Process writer = start();
    try (BufferedReader said = writer.inputReader()) {
      long found = found(said);
      assertTrue(
          found >= acknowledged, "round " + round + ": " + found + " of " + acknowledged + " rows");
      return found + killAfter(1 + random.nextInt(30), writer, said);
    } finally {
      writer.destroyForcibly();
      writer.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static long found(BufferedReader said) throws IOException {
    String line = String.valueOf(said.readLine());
    while (!line.startsWith("found ")) {
      assertTrue(!line.equals("null"), "the writer did not start");
      line = String.valueOf(said.readLine());
    }
    return Long.parseLong(line.substring("found ".length()));
  }

  /// Counts on to the end: what was said before the kill took effect was acknowledged as well.
  private static long killAfter(int writes, Process writer, BufferedReader said)
      throws IOException {
    long count = 0;
    while (said.readLine() != null) {
      if (++count == writes) {
        // By its handle: the process itself would close what it still has to say.
        writer.toHandle().destroyForcibly();
      }
    }
    return count;
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                directory.toString()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
