package hyperhive.webd.live;

import hyperhive.webd.page.Sight;
import hyperhive.webd.page.Views;
import hyperhive.webd.privd.Failure;
import hyperhive.webd.privd.PrivdException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All open pages that show the same thing. However many they are and however fast events come, it
/// is fetched and rendered once at a time, and at most ten times a second.
final class Channel {
  private static final Logger LOG = LoggerFactory.getLogger(Channel.class);
  private static final long PAUSE_MILLIS = 100;
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 1000;

  private final Supplier<Sight> look;
  private final Views views;
  private final Executor executor;
  private final Consumer<Failure> failed;
  private final Set<Subscriber> subscribers = new HashSet<>();
  private Map<String, String> last = Map.of();
  private boolean running;
  private boolean stale;
  private boolean everything;

  Channel(Supplier<Sight> look, Views views, Executor executor, Consumer<Failure> failed) {
    this.look = look;
    this.views = views;
    this.executor = executor;
    this.failed = failed;
  }

  /// What changed while nobody was subscribed is unknown: the next rendering goes out whole.
  synchronized void add(Subscriber subscriber) {
    subscribers.add(subscriber);
    everything = true;
  }

  synchronized void remove(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }

  synchronized int size() {
    return subscribers.size();
  }

  synchronized void broadcast(String frame) {
    subscribers.forEach(subscriber -> subscriber.offer(frame));
  }

  synchronized void finish() {
    subscribers.forEach(Subscriber::finish);
  }

  /// The thing changed.
  synchronized void touch() {
    stale = true;
    if (!running) {
      running = true;
      executor.execute(this::run);
    }
  }

  /// The thing may have changed in any way.
  synchronized void touchAll() {
    everything = true;
    touch();
  }

  private void run() {
    try {
      while (begin()) {
        Thread.sleep(render() ? PAUSE_MILLIS : PAUSE_AFTER_FAILURE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stop();
    }
  }

  private synchronized void stop() {
    running = false;
  }

  private synchronized boolean begin() {
    if (!stale || subscribers.isEmpty()) {
      running = false;
      return false;
    }
    stale = false;
    return true;
  }

  private boolean render() {
    try {
      Sight sight = look.get();
      send(sight.screen().frame().seq(), views.regions(sight));
      return true;
    } catch (PrivdException e) {
      again();
      failed.accept(e.failure());
      return false;
    } catch (RuntimeException e) {
      LOG.error("rendering a live page failed", e);
      again();
      failed.accept(Failure.BROKEN);
      return false;
    }
  }

  private synchronized void again() {
    stale = true;
    everything = true;
  }

  private synchronized void send(long seq, SequencedMap<String, String> regions) {
    SequencedMap<String, String> changed = new LinkedHashMap<>(regions);
    if (!everything) {
      changed.entrySet().removeIf(region -> region.getValue().equals(last.get(region.getKey())));
    }
    everything = false;
    last = regions;
    if (!changed.isEmpty()) {
      broadcast(SseFrame.message(seq, TurboStreams.morph(changed)));
    }
  }
}
