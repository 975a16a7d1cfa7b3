package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.agent.v1.SendRequest;
import hyperhive.operator.v1.GetOverviewRequest;
import hyperhive.operator.v1.Topic;
import hyperhive.operator.v1.WatchEvent;
import hyperhive.operator.v1.WatchRequest;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
@Tag("needs-root")
final class WatchTest {
  private final PrivdCoreKit kit = PrivdCoreKit.start();

  @AfterEach
  void close() {
    kit.close();
  }

  private long seq() {
    return kit.operator()
        .getOverview(GetOverviewRequest.getDefaultInstance())
        .getContext()
        .getSeq();
  }

  private Iterator<WatchEvent> watch(long after) {
    return kit.operator().watch(WatchRequest.newBuilder().setAfterSeq(after).build());
  }

  private long send() {
    return kit.agent("alice")
        .send(
            SendRequest.newBuilder()
                .setRequestId(PrivdCoreKit.id())
                .setTo("bob")
                .setBody("hello")
                .build())
        .getDeliveries(0)
        .getMessageId();
  }

  @Test
  void whatChangedAfterThePageIsToldInOrderAndNumbersNeverFall() {
    long page = seq();
    long first = send();
    long second = send();
    Iterator<WatchEvent> events = watch(page);
    WatchEvent started = events.next();
    assertTrue(started.hasStarted());
    long last = started.getSeq();
    assertEquals(page, last);
    for (long expected : new long[] {first, second}) {
      WatchEvent event = events.next();
      assertEquals(last + 1, event.getSeq());
      assertEquals(Topic.TOPIC_MESSAGE, event.getChanged().getTopic());
      assertEquals("bob", event.getChanged().getAgent());
      assertEquals("alice", event.getChanged().getPeer());
      assertEquals(expected, event.getChanged().getId());
      last = event.getSeq();
    }
    long third = send();
    assertEquals(third, events.next().getChanged().getId());
  }

  @Test
  void afterARestartTheNumbersAreGreaterAndAnOldOneMeansToLookAgain() {
    long before = seq();
    kit.restart();
    assertTrue(seq() > before);
    Iterator<WatchEvent> events = watch(before);
    WatchEvent started = events.next();
    WatchEvent resync = events.next();
    assertTrue(resync.hasResync());
    assertTrue(resync.getSeq() >= started.getSeq());
    assertTrue(send() > 0);
    WatchEvent next = events.next();
    assertTrue(next.getSeq() >= resync.getSeq());
  }
}
