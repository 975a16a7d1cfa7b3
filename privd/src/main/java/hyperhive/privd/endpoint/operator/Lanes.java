package hyperhive.privd.endpoint.operator;

import hyperhive.privd.endpoint.operator.RequestRow.Lane;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// How many operator calls run at once. However many pages are being read, a stop, a denial or a
/// destroy finds its own lane free.
final class Lanes {
  private final Map<Lane, Semaphore> slots = new EnumMap<>(Lane.class);

  Lanes() {
    slots.put(Lane.ORDINARY, new Semaphore(64));
    slots.put(Lane.URGENT, new Semaphore(16));
    slots.put(Lane.STREAM, new Semaphore(256));
  }

  boolean enter(Lane lane) {
    return slot(lane).tryAcquire();
  }

  void leave(Lane lane) {
    slot(lane).release();
  }

  private Semaphore slot(Lane lane) {
    return java.util.Objects.requireNonNull(slots.get(lane));
  }
}
