package hyperhive.privd.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// One watcher's queue. It is bounded: a watcher that does not keep up loses what waits for it and
/// gets a gap in its place.
public final class Subscription implements AutoCloseable {
  private static final int BOUND = 1_024;

  /// What a watcher takes: whether something is missing before `events`, and the events.
  ///
  /// @param gapSeq the number up to which it is missing; not greater than those of `events`
  public record Batch(boolean gap, long gapSeq, List<Event> events) {
    public boolean isEmpty() {
      return !gap && events.isEmpty();
    }
  }

  private final long startSeq;
  private final Consumer<Subscription> onClose;
  private final Deque<Event> waiting = new ArrayDeque<>();
  private boolean gap;
  private long taken;

  Subscription(long startSeq, Consumer<Subscription> onClose) {
    this.startSeq = startSeq;
    this.taken = startSeq;
    this.onClose = onClose;
  }

  /// The number after which it begins.
  public long startSeq() {
    return startSeq;
  }

  synchronized void offer(Event event) {
    if (waiting.size() >= BOUND) {
      waiting.clear();
      gap = true;
    }
    waiting.addLast(event);
    notifyAll();
  }

  synchronized void markGap() {
    gap = true;
  }

  /// Waits for something to say; empty when the time was over.
  public synchronized Batch take(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (waiting.isEmpty() && !gap) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    long gapSeq = waiting.isEmpty() ? taken : waiting.getFirst().seq() - 1;
    Batch batch = new Batch(gap, gapSeq, new ArrayList<>(waiting));
    taken = waiting.isEmpty() ? taken : waiting.getLast().seq();
    gap = false;
    waiting.clear();
    return batch;
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
