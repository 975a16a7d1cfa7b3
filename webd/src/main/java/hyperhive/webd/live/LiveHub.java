package hyperhive.webd.live;

import hyperhive.webd.model.LiveEvent;
import hyperhive.webd.page.Banner;
import hyperhive.webd.page.Sights;
import hyperhive.webd.page.Views;
import hyperhive.webd.privd.Failure;
import hyperhive.webd.privd.PrivdClient;
import hyperhive.webd.privd.Watch;
import hyperhive.webd.privd.WatchListener;
import hyperhive.webd.session.SessionToken;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The open pages of one session, fed by one stream of events from privd.
final class LiveHub implements WatchListener {
  static final int MAX_STREAMS = 64;

  private static final long MIN_BACKOFF_MILLIS = 250;
  private static final long MAX_BACKOFF_MILLIS = 4000;

  private final SessionToken session;
  private final PrivdClient privd;
  private final Sights sights;
  private final Views views;
  private final Executor workers;
  private final ScheduledExecutorService timer;
  private final Map<String, Channel> channels = new HashMap<>();
  private final Map<String, LiveSource> sources = new HashMap<>();
  // Completed once privd has accepted the session, or with why it did not.
  private final CompletableFuture<Optional<Failure>> opened = new CompletableFuture<>();
  private @Nullable Watch watch;
  private @Nullable Future<?> reconnecting;
  private long seq;
  private boolean up;
  private boolean over;
  private long backoff = MIN_BACKOFF_MILLIS;
  private long emptySince = System.nanoTime();

  LiveHub(
      SessionToken session,
      PrivdClient privd,
      Sights sights,
      Views views,
      Executor workers,
      ScheduledExecutorService timer) {
    this.session = session;
    this.privd = privd;
    this.sights = sights;
    this.views = views;
    this.workers = workers;
    this.timer = timer;
  }

  /// Begins to listen to privd.
  void start(long afterSeq) {
    synchronized (this) {
      seq = afterSeq;
    }
    connect();
  }

  CompletableFuture<Optional<Failure>> opened() {
    return opened;
  }

  /// Adds an open page, if there are not too many already.
  synchronized boolean subscribe(LiveSource source, Subscriber subscriber) {
    if (over || streams() >= MAX_STREAMS) {
      return false;
    }
    Channel channel = channels.computeIfAbsent(source.key(), key -> channel(source));
    sources.put(source.key(), source);
    channel.add(subscriber);
    if (!up) {
      subscriber.offer(banner(Banner.CORE_DOWN));
    } else if (subscriber.seq() != seq) {
      channel.touchAll();
    }
    return true;
  }

  synchronized void unsubscribe(LiveSource source, Subscriber subscriber) {
    Channel channel = channels.get(source.key());
    if (channel == null) {
      return;
    }
    channel.remove(subscriber);
    if (channel.size() == 0) {
      channels.remove(source.key());
      sources.remove(source.key());
    }
    if (channels.isEmpty()) {
      emptySince = System.nanoTime();
    }
  }

  synchronized boolean idleFor(long nanos) {
    return over || (channels.isEmpty() && System.nanoTime() - emptySince > nanos);
  }

  /// Ends all streams.
  void close() {
    end(Optional.empty());
  }

  @Override
  public synchronized void happened(LiveEvent event) {
    seq = Math.max(seq, event.seq());
    switch (event) {
      case LiveEvent.Started started -> connected();
      case LiveEvent.Resync resync -> channels.values().forEach(Channel::touchAll);
      case LiveEvent.Changed changed -> sources.forEach((key, source) -> touch(source, changed));
    }
  }

  @Override
  public void ended(Failure failure) {
    opened.complete(Optional.of(failure));
    switch (failure) {
      case UNAUTHENTICATED, FORBIDDEN -> end(Optional.of(Banner.SESSION_ENDED));
      case INVALID, NOT_FOUND, CONFLICT, TOO_MUCH, UNAVAILABLE, UNCERTAIN, BROKEN -> down();
    }
  }

  private void touch(LiveSource source, LiveEvent.Changed changed) {
    Channel channel = channels.get(source.key());
    if (channel != null && source.concerns().test(changed)) {
      channel.touch();
    }
  }

  private synchronized void connected() {
    opened.complete(Optional.empty());
    backoff = MIN_BACKOFF_MILLIS;
    if (!up) {
      up = true;
      broadcast(banner(Banner.NONE));
      channels.values().forEach(Channel::touchAll);
    }
  }

  private synchronized void down() {
    if (over) {
      return;
    }
    up = false;
    broadcast(banner(Banner.CORE_DOWN));
    reconnecting =
        timer.schedule(() -> workers.execute(this::connect), backoff, TimeUnit.MILLISECONDS);
    backoff = Math.min(2 * backoff, MAX_BACKOFF_MILLIS);
  }

  private void connect() {
    long after;
    synchronized (this) {
      if (over) {
        return;
      }
      after = seq;
    }
    Watch started = privd.watch(session, after, this);
    synchronized (this) {
      watch = started;
      if (!over) {
        return;
      }
    }
    started.close();
  }

  private Channel channel(LiveSource source) {
    return new Channel(
        () -> source.look().apply(sights, session),
        views,
        workers,
        failure -> renderFailed(source, failure));
  }

  private void renderFailed(LiveSource source, Failure failure) {
    switch (failure) {
      case UNAUTHENTICATED -> end(Optional.of(Banner.SESSION_ENDED));
      case NOT_FOUND -> gone(source);
      case FORBIDDEN, INVALID, CONFLICT, TOO_MUCH, UNAVAILABLE, UNCERTAIN, BROKEN -> {
        // The channel tries again by itself.
      }
    }
  }

  private synchronized void gone(LiveSource source) {
    Channel channel = channels.remove(source.key());
    sources.remove(source.key());
    if (channel != null) {
      channel.broadcast(banner(Banner.GONE));
      channel.broadcast(SseFrame.named("over"));
      channel.finish();
    }
  }

  private void end(Optional<Banner> reason) {
    Watch running;
    synchronized (this) {
      over = true;
      running = watch;
      if (reconnecting != null) {
        reconnecting.cancel(false);
      }
      reason.ifPresent(
          banner -> {
            broadcast(banner(banner));
            broadcast(SseFrame.named("over"));
          });
      channels.values().forEach(Channel::finish);
    }
    if (running != null) {
      running.close();
    }
  }

  private int streams() {
    return channels.values().stream().mapToInt(Channel::size).sum();
  }

  private void broadcast(String frame) {
    channels.values().forEach(channel -> channel.broadcast(frame));
  }

  private String banner(Banner banner) {
    return SseFrame.message(
        TurboStreams.morph(Map.of("live-banner", views.part("frame/banner", banner))));
  }
}
