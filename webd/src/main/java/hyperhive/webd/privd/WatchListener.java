package hyperhive.webd.privd;

import hyperhive.webd.model.LiveEvent;

/// Hears what changes. Called from one thread at a time; must not block.
public interface WatchListener {
  void happened(LiveEvent event);

  /// The last call. A stream also ends when privd stops.
  void ended(Failure failure);
}
