package hyperhive.privd.lifecycle.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps every container's output small: one thread for all of them.
final class LogSweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogSweep.class);
  private static final long PERIOD_SECONDS = 2;

  private final SandboxLayout layout;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("log-sweep").factory());

  private LogSweep(SandboxLayout layout) {
    this.layout = layout;
  }

  static LogSweep start(SandboxLayout layout) {
    LogSweep sweep = new LogSweep(layout);
    var _ =
        sweep.thread.scheduleWithFixedDelay(
            sweep::trimAll, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    return sweep;
  }

  private void trimAll() {
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(layout.logs())) {
      for (Path log : logs) {
        trim(log.resolve("output"));
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("output of containers cannot be looked through", e);
    }
  }

  /// One log that cannot be trimmed must not keep the others from it.
  private static void trim(Path output) {
    try {
      OutputLog.trim(output);
    } catch (IOException e) {
      LOG.warn("the output of a container cannot be shortened: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
