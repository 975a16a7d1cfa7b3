package hyperhive.privd;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A timer that can run what waits once in a fraction of the time, and remembers what was asked.
public final class FakeTimer extends ScheduledThreadPoolExecutor {
  public final List<Duration> asked = new CopyOnWriteArrayList<>();
  private final int faster;

  public FakeTimer(int faster) {
    super(2);
    this.faster = faster;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    asked.add(Duration.of(delay, unit.toChronoUnit()));
    return super.schedule(command, unit.toMillis(delay) / faster, TimeUnit.MILLISECONDS);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
    asked.add(Duration.of(delay, unit.toChronoUnit()));
    return super.schedule(work, unit.toMillis(delay) / faster, TimeUnit.MILLISECONDS);
  }
}
