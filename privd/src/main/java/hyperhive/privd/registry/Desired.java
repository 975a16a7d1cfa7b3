package hyperhive.privd.registry;

/// What was last asked for an agent's container, by the operator, the manager or the bootstrap.
public enum Desired {
  RUNNING("running"),
  STOPPED("stopped"),
  /// No container and no mounts; the agent's files are kept.
  DESTROYED("destroyed");

  private final String stored;

  Desired(String stored) {
    this.stored = stored;
  }

  public String stored() {
    return stored;
  }

  public static Desired parse(String stored) {
    for (Desired desired : values()) {
      if (desired.stored.equals(stored)) {
        return desired;
      }
    }
    throw new IllegalStateException("not a desired state");
  }
}
