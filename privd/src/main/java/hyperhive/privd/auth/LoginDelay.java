package hyperhive.privd.auth;

import io.github.bucket4j.Bucket;
import java.time.Duration;

/// Slows guessing down without ever locking anybody out: each failed login takes a token, and while
/// there are none left a login waits a little before it is looked at.
final class LoginDelay {
  private static final int FREE_FAILURES = 5;
  private static final Duration REFILL = Duration.ofMinutes(1);
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final Bucket failures =
      Bucket.builder()
          .addLimit(limit -> limit.capacity(FREE_FAILURES).refillGreedy(FREE_FAILURES, REFILL))
          .build();

  void beforeCheck() {
    if (failures.getAvailableTokens() > 0) {
      return;
    }
    try {
      Thread.sleep(WAIT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void failed() {
    failures.tryConsume(1);
  }
}
