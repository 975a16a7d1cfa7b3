package hyperhive.webd.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that closes the connections whose peer took too long. A blocking read cannot notice
/// by itself that its deadline has passed.
final class DeadlineWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);
  private static final long PERIOD_MILLIS = 250;

  private final Set<GuardedConnection> connections = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  DeadlineWatch() {
    thread = Thread.ofPlatform().daemon().name("http-deadlines").start(this::run);
  }

  void add(GuardedConnection connection) {
    connections.add(connection);
  }

  void remove(GuardedConnection connection) {
    connections.remove(connection);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(PERIOD_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      long now = System.nanoTime();
      for (GuardedConnection connection : connections) {
        closeIfLate(connection, now);
      }
    }
  }

  private static void closeIfLate(GuardedConnection connection, long now) {
    try {
      connection.closeIfLate(now);
    } catch (RuntimeException e) {
      // One broken socket must not stop the watch over the others.
      LOG.debug("closing a late connection failed", e);
    }
  }
}
