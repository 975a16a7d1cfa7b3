package hyperhive.webd.live;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One open page. Frames wait for it in a short queue; a reader that falls behind is dropped, its
/// browser connects again and gets the newest state.
final class Subscriber {
  private static final int QUEUE = 16;

  private final long seq;
  private final BlockingQueue<String> frames = new ArrayBlockingQueue<>(QUEUE);
  private volatile boolean over;

  Subscriber(long seq) {
    this.seq = seq;
  }

  /// What the page has already.
  long seq() {
    return seq;
  }

  void offer(String frame) {
    if (!frames.offer(frame)) {
      over = true;
    }
  }

  /// Nothing more comes; what waits is still sent.
  void finish() {
    over = true;
  }

  boolean done() {
    return over && frames.isEmpty();
  }

  @Nullable String next(long millis) throws InterruptedException {
    return over ? frames.poll() : frames.poll(millis, TimeUnit.MILLISECONDS);
  }
}
