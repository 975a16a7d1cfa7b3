package hyperhive.agentd.mcp;

import java.time.Duration;
import java.util.function.Supplier;

/// Counts the tool calls that are being carried out.
final class CallsInFlight {
  private int count;

  <T> T during(Supplier<T> call) {
    change(1);
    try {
      return call.get();
    } finally {
      change(-1);
    }
  }

  private synchronized void change(int by) {
    count += by;
    notifyAll();
  }

  /// Waits until none is in flight, or for so long.
  synchronized void settle(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (count > 0 && System.nanoTime() < until) {
      wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
    }
  }
}
