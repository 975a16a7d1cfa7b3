package hyperhive.agentd.mcp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// The client's requests. Their end is held back until what was asked for is answered, because the
/// library drops open requests at the end of its input and goes on living afterwards.
final class EndNotingStream extends FilterInputStream {
  /// For requests that were read and not yet begun.
  private static final Duration BEGIN = Duration.ofMillis(300);

  private static final Duration FINISH = Duration.ofSeconds(5);

  private final CallsInFlight calls;
  private final CountDownLatch ended = new CountDownLatch(1);

  EndNotingStream(InputStream in, CallsInFlight calls) {
    super(in);
    this.calls = calls;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value < 0) {
      end();
    }
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(bytes, offset, length);
    } catch (IOException broken) {
      ended.countDown();
      throw broken;
    }
    if (count < 0) {
      end();
    }
    return count;
  }

  private void end() throws InterruptedIOException {
    try {
      Thread.sleep(BEGIN);
      calls.settle(FINISH);
      // The answer of the last call is on its way out.
      Thread.sleep(BEGIN);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      ended.countDown();
    }
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }
}
