package hyperhive.webd.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.time.Duration;
import java.util.function.Supplier;

/// Notes since when a write has been waiting for the peer to read.
final class TimedWriter implements DataWriter {
  private static final long NOT_WRITING = 0;

  // The connection has its writer only after this object was made.
  private final Supplier<DataWriter> inner;
  private volatile long since = NOT_WRITING;

  TimedWriter(Supplier<DataWriter> inner) {
    this.inner = inner;
  }

  boolean lateBy(long now, Duration allowed) {
    long started = since;
    return started != NOT_WRITING && now - started > allowed.toNanos();
  }

  @Override
  public void write(BufferData... buffers) {
    timed(() -> inner.get().write(buffers));
  }

  @Override
  public void write(BufferData buffer) {
    timed(() -> inner.get().write(buffer));
  }

  @Override
  public void writeNow(BufferData... buffers) {
    timed(() -> inner.get().writeNow(buffers));
  }

  @Override
  public void writeNow(BufferData buffer) {
    timed(() -> inner.get().writeNow(buffer));
  }

  @Override
  public void flush() {
    timed(() -> inner.get().flush());
  }

  @Override
  public void close() {
    inner.get().close();
  }

  private void timed(Runnable write) {
    // Never 0, which stands for no write.
    since = System.nanoTime() | 1;
    try {
      write.run();
    } finally {
      since = NOT_WRITING;
    }
  }
}
