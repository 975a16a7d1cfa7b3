package hyperhive.privd.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
final class DeathWatchTest {
  private static ProcessIdentity start(String script) throws Exception {
    Process process = new HostProcessRunner().detach(Command.of("/bin/sh", "-c", script));
    return ProcessIdentity.of(process.pid()).orElseThrow();
  }

  @Test
  void aDeathIsNoticedAtOnceWithItsCode() throws Exception {
    BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
    try (DeathWatch watch = DeathWatch.open()) {
      assertTrue(watch.watch(start("sleep 0.2; exit 3"), codes::add));
      assertEquals(3, codes.poll(5, TimeUnit.SECONDS));
      ProcessIdentity killed = start("exec sleep 300");
      assertTrue(watch.watch(killed, codes::add));
      long before = System.nanoTime();
      killed.kill();
      assertEquals(137, codes.poll(5, TimeUnit.SECONDS));
      assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before) < 250);
      assertFalse(watch.watch(killed, codes::add));
    }
  }

  @Test
  void aPidThatBelongsToAnotherProcessByNowIsNotTakenForIt() throws Exception {
    ProcessIdentity running = start("exec sleep 300");
    ProcessIdentity before = new ProcessIdentity(running.pid(), running.startTicks() - 1);
    try (DeathWatch watch = DeathWatch.open()) {
      assertFalse(watch.watch(before, _ -> {}));
      before.kill();
      assertTrue(running.alive());
    } finally {
      running.kill();
    }
  }

  @Test
  void aListenerThatFailsDoesNotSilenceTheOthers() throws Exception {
    BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
    try (DeathWatch watch = DeathWatch.open()) {
      watch.watch(
          start("sleep 0.1"),
          _ -> {
            throw new IllegalStateException("on purpose");
          });
      watch.watch(start("sleep 0.3; exit 4"), codes::add);
      assertEquals(4, codes.poll(5, TimeUnit.SECONDS));
    }
  }
}
