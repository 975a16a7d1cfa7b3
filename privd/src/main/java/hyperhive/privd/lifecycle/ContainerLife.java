package hyperhive.privd.lifecycle;

import hyperhive.privd.registry.RunningContainer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /// Before the container's first process exists: its hello may come sooner than the news of it.
  void starting() {
    hello = new CompletableFuture<>();
  }

  void started(RunningContainer running, boolean byEarlierPrivd) {
    adopted = byEarlierPrivd;
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

  /// Waits until agentd said hello and the same container still lives a while later.
  ///
  /// @return empty if so, else why not, for the operator
  Optional<String> awaitHealthy(Duration helloWithin, Duration alive) {
    try {
      if (!hello.get(helloWithin.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.of("The container ended before agentd said hello.");
      }
      RunningContainer first = container;
      Thread.sleep(alive);
      return first != null && first.equals(container)
          ? Optional.empty()
          : Optional.of("The container ended right after agentd said hello.");
    } catch (TimeoutException silent) {
      return Optional.of("agentd did not say hello within " + helloWithin.toSeconds() + " s.");
    } catch (ExecutionException | InterruptedException cut) {
      Thread.currentThread().interrupt();
      return Optional.of("privd stopped while it waited for the container.");
    }
  }
}
