package hyperhive.privd.lifecycle;

import java.time.Duration;

/// How long to wait before a container that died is started again, and when to give up.
final class Backoff {
  static final int MOST_RESTARTS = 6;
  static final Duration HEALTHY_AFTER = Duration.ofSeconds(60);
  private static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(60);

  private Backoff() {}

  /// @param restarts how many there were already in a row
  static Duration before(int restarts) {
    Duration wait = FIRST.multipliedBy(1L << Math.min(restarts, 16));
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
