package hyperhive.privd.sys;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Starts processes of the host in `/`, with nothing of privd's own environment.
public final class HostProcessRunner implements ProcessRunner {
  private static final File NOTHING = new File("/dev/null");
  private static final int CHUNK = 8192;

  @Override
  public Finished run(Command command, Duration limit, int maxOutput) throws IOException {
    ProcessBuilder builder = builder(command);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    Capture capture = new Capture(process.getInputStream(), maxOutput);
    Thread reader = Thread.ofVirtual().start(capture);
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        end(process);
      }
      reader.join(Duration.ofSeconds(2));
      int exitCode = ended ? process.exitValue() : -1;
      return new Finished(exitCode, !ended, capture.bytes(), capture.truncated());
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a program ran", e);
    }
  }

  @Override
  public Process detach(Command command) throws IOException {
    ProcessBuilder builder = builder(command);
    builder.redirectOutput(NOTHING);
    builder.redirectError(NOTHING);
    return builder.start();
  }

  private static ProcessBuilder builder(Command command) {
    ProcessBuilder builder = new ProcessBuilder(command.argv());
    builder.directory(new File("/"));
    builder.redirectInput(Redirect.from(NOTHING));
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    return builder;
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// Reads to the end, so that the writer never blocks, and keeps the beginning.
  private static final class Capture implements Runnable {
    private final InputStream input;
    private final int max;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean truncated;

    Capture(InputStream input, int max) {
      this.input = input;
      this.max = max;
    }

    @Override
    public void run() {
      byte[] chunk = new byte[CHUNK];
      try (input) {
        for (int n = input.read(chunk); n >= 0; n = input.read(chunk)) {
          keep(chunk, n);
        }
      } catch (IOException e) {
        keep(chunk, 0); // the process was killed; what came before counts
      }
    }

    private synchronized void keep(byte[] chunk, int length) {
      int room = Math.min(length, max - kept.size());
      kept.write(chunk, 0, room);
      truncated |= room < length;
    }

    synchronized byte[] bytes() {
      return kept.toByteArray();
    }

    synchronized boolean truncated() {
      return truncated;
    }
  }
}
