package hyperhive.agentd.fake;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for something to come true.
public final class Waiting {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Waiting() {}

  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
      }
      Thread.sleep(20);
    }
  }
}
