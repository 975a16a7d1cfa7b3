package hyperhive.privd;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/// The host's clock, which a test can move on.
public final class FakeClock extends Clock {
  private final AtomicLong ahead = new AtomicLong();

  public void advance(Duration by) {
    ahead.addAndGet(by.toMillis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plusMillis(ahead.get());
  }
}
