package hyperhive.privd;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A timer that can run what waits once in a fraction of the time, and remembers what was asked.
/// The time a request has to arrive is left as it is: machines are slow enough.
public final class FakeTimer extends ScheduledThreadPoolExecutor {
  private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(10);

  public final List<Duration> asked = new CopyOnWriteArrayList<>();
  private final int faster;

  public FakeTimer(int faster) {
    super(2);
    this.faster = faster;
  }

  private long soon(long delay, TimeUnit unit) {
    Duration wait = Duration.of(delay, unit.toChronoUnit());
    if (wait.equals(REQUEST_DEADLINE)) {
      return wait.toMillis();
    }
    asked.add(wait);
    return wait.toMillis() / faster;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return super.schedule(command, soon(delay, unit), TimeUnit.MILLISECONDS);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
    return super.schedule(work, soon(delay, unit), TimeUnit.MILLISECONDS);
  }
}
