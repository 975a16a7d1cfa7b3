package hyperhive.webd.live;

import hyperhive.webd.page.Sights;
import hyperhive.webd.page.Views;
import hyperhive.webd.privd.PrivdClient;
import hyperhive.webd.session.SessionToken;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// One hub for each session that has pages open.
public final class LiveHubs implements AutoCloseable {
  private static final int MAX_HUBS = 256;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final PrivdClient privd;
  private final Sights sights;
  private final Views views;
  private final Map<SessionToken, LiveHub> hubs = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("live-timer").factory());
  // A thread for each task in flight, since they wait for privd; the number of hubs and channels
  // bounds them.
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Future<?> sweeping;

  public LiveHubs(PrivdClient privd, Sights sights, Views views) {
    this.privd = privd;
    this.sights = sights;
    this.views = views;
    sweeping =
        timer.scheduleWithFixedDelay(
            this::sweep, GRACE.toMillis(), GRACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The session's hub, made if there is none; nothing if there are too many.
  Optional<LiveHub> of(SessionToken session, long afterSeq) {
    LiveHub made;
    synchronized (this) {
      LiveHub existing = hubs.get(session);
      if (existing != null && !existing.idleFor(Long.MAX_VALUE)) {
        return Optional.of(existing);
      }
      if (hubs.size() >= MAX_HUBS) {
        return Optional.empty();
      }
      made = new LiveHub(session, privd, sights, views, workers, timer);
      hubs.put(session, made);
    }
    made.start(afterSeq);
    return Optional.of(made);
  }

  synchronized void forget(SessionToken session, LiveHub hub) {
    hub.close();
    hubs.remove(session, hub);
  }

  @Override
  public synchronized void close() {
    hubs.values().forEach(LiveHub::close);
    sweeping.cancel(false);
    timer.shutdownNow();
    workers.shutdownNow();
  }

  private synchronized void sweep() {
    hubs.values()
        .removeIf(
            hub -> {
              boolean idle = hub.idleFor(GRACE.toNanos());
              if (idle) {
                hub.close();
              }
              return idle;
            });
  }
}
