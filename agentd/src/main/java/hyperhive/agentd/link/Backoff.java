package hyperhive.agentd.link;

import java.time.Duration;

/// Pauses that double from the first to the longest.
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /// The pauses between attempts to reach privd.
  public static Backoff reconnecting() {
    return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
  }

  public Duration next() {
    Duration pause = next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
    return pause;
  }

  public void pause() throws InterruptedException {
    Thread.sleep(next());
  }

  public void reset() {
    next = first;
  }
}
