package hyperhive.privd.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
final class EventLogTest {
  private static final Duration NOW = Duration.ofMillis(20);
  private final EventLog log = new EventLog(1_000);

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      log.publish(Change.agent("alice"));
    }
  }

  private static List<Long> numbers(Subscription.Batch batch) {
    return batch.events().stream().map(Event::seq).toList();
  }

  @Test
  void aWatcherGoesOnAfterTheNumberItKnows() throws InterruptedException {
    publish(5);
    try (Subscription watcher = log.subscribe(1_002)) {
      assertEquals(1_002, watcher.startSeq());
      Subscription.Batch batch = watcher.take(NOW);
      assertFalse(batch.gap());
      assertEquals(List.of(1_003L, 1_004L, 1_005L), numbers(batch));
    }
  }

  @Test
  void whatIsTooOldOrWasNeverGivenOutBeginsWithAGap() throws InterruptedException {
    publish(5_000);
    for (long after : new long[] {0, 1_001, 99_999, -1}) {
      try (Subscription watcher = log.subscribe(after)) {
        assertEquals(6_000, watcher.startSeq());
        assertTrue(watcher.take(NOW).gap());
      }
    }
  }

  @Test
  void aSlowWatcherLosesWhatWaitsAndIsTold() throws InterruptedException {
    try (Subscription watcher = log.subscribe(1_000)) {
      publish(10_000);
      Subscription.Batch batch = watcher.take(NOW);
      assertTrue(batch.gap());
      assertTrue(batch.events().size() <= 1_024);
      assertEquals(
          LongStream.rangeClosed(batch.gapSeq() + 1, 11_000).boxed().toList(), numbers(batch));
      assertFalse(watcher.take(NOW).gap());
    }
  }

  @Test
  void aClosedSubscriptionHearsNothing() throws InterruptedException {
    Subscription watcher = log.subscribe(1_000);
    watcher.close();
    publish(1);
    assertTrue(watcher.take(NOW).isEmpty());
  }
}
