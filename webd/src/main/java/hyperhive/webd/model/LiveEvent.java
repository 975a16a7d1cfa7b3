package hyperhive.webd.model;

/// Something changed in the hive.
public sealed interface LiveEvent {
  long seq();

  /// Events follow from here on.
  record Started(long seq) implements LiveEvent {}

  /// Events were missed: everything may have changed.
  record Resync(long seq) implements LiveEvent {}

  /// @param agent whom it is about, may be empty
  /// @param peer the other side, may be empty
  record Changed(long seq, Topic topic, String agent, String peer) implements LiveEvent {
    public boolean concerns(String name) {
      return agent.equals(name) || peer.equals(name);
    }
  }

  /// What kind of thing changed.
  enum Topic {
    UNKNOWN,
    AGENT,
    MESSAGE,
    QUESTION,
    APPROVAL,
    TURN_OUTPUT,
    REMINDER
  }
}
