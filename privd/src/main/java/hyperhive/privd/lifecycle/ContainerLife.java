package hyperhive.privd.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is known in memory of one agent's container. `lock` serialises everything that is done to
/// it; the fields may be read without.
final class ContainerLife {
  final ReentrantLock lock = new ReentrantLock();
  volatile @Nullable RunningContainer container;
  volatile CompletableFuture<Boolean> hello = new CompletableFuture<>();
  volatile boolean adopted;
  volatile long startedNanos;
  volatile long heardMs;
  volatile long restartMs;
  volatile int restarts;

  boolean saidHello() {
    return hello.isDone();
  }

  void started(RunningContainer running, boolean byEarlierPrivd) {
    adopted = byEarlierPrivd;
    hello = new CompletableFuture<>();
    startedNanos = System.nanoTime();
    restartMs = 0;
    container = running;
  }

  void gone() {
    container = null;
    hello.complete(false);
  }

  synchronized void restartDue(long atMs) {
    restarts++;
    restartMs = atMs;
  }

  boolean ranLongEnough() {
    return saidHello() && System.nanoTime() - startedNanos > Backoff.HEALTHY_AFTER.toNanos();
  }
}
