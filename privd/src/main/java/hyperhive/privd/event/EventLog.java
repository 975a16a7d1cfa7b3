package hyperhive.privd.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/// The newest changes, numbered. A watcher that knows a number can go on from there as long as what
/// came after it is still kept; otherwise it is told to look at everything afresh.
public final class EventLog {
  private static final int KEPT = 4_096;

  private final Deque<Event> kept = new ArrayDeque<>();
  private final Set<Subscription> subscriptions = new CopyOnWriteArraySet<>();
  private long seq;

  /// @param firstSeq greater than any number an earlier life of privd gave out
  public EventLog(long firstSeq) {
    this.seq = firstSeq;
  }

  /// The number of the newest change.
  public synchronized long seq() {
    return seq;
  }

  public synchronized void publish(List<Change> changes) {
    for (Change change : changes) {
      publish(change);
    }
  }

  public synchronized void publish(Change change) {
    seq++;
    Event event = new Event(seq, change);
    kept.addLast(event);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    subscriptions.forEach(subscription -> subscription.offer(event));
  }

  /// Everything after `afterSeq`, from now on. If that is not kept any more, or was never given
  /// out, the subscription begins with a gap.
  public synchronized Subscription subscribe(long afterSeq) {
    boolean known = afterSeq <= seq && afterSeq >= seq - kept.size();
    Subscription subscription = new Subscription(known ? afterSeq : seq, subscriptions::remove);
    if (known) {
      after(afterSeq).forEach(subscription::offer);
    } else {
      subscription.markGap();
    }
    subscriptions.add(subscription);
    return subscription;
  }

  private List<Event> after(long afterSeq) {
    List<Event> newer = new ArrayList<>();
    kept.forEach(
        event -> {
          if (event.seq() > afterSeq) {
            newer.add(event);
          }
        });
    return newer;
  }
}
