package hyperhive.privd.broker;

import java.time.Duration;

/// One long poll that waits for its inbox to change.
public final class Waiter {
  private boolean woken;
  private boolean released;

  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /// Ends the wait for good: the caller went away, or a newer one took its place.
  public synchronized void release() {
    released = true;
    notifyAll();
  }

  synchronized boolean isReleased() {
    return released;
  }

  /// Waits to be woken, released, or for the time to pass.
  synchronized void await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!woken && !released) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    woken = false;
  }
}
