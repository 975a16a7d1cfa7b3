package hyperhive.e2e.kit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Waits for what becomes true by itself, with an end.
public final class Wait {
  private static final Duration STEP = Duration.ofMillis(100);

  private Wait() {}

  /// Something looked at that may not be there yet.
  @FunctionalInterface
  public interface Look<T> {
    Optional<T> once() throws Exception;
  }

  /// A condition looked at.
  @FunctionalInterface
  public interface Check {
    boolean holds() throws Exception;
  }

  public static <T> T until(Duration patience, Supplier<String> what, Look<T> look)
      throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<T> seen = look.once();
      if (seen.isPresent()) {
        return seen.get();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + patience.toSeconds() + " s: " + what.get());
      }
      Thread.sleep(STEP);
    }
  }

  public static void until(Duration patience, String what, Check check) throws Exception {
    until(patience, () -> what, () -> check.holds() ? Optional.of(true) : Optional.empty());
  }
}
