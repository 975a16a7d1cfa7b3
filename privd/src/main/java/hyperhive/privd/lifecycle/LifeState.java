package hyperhive.privd.lifecycle;

/// Where an agent's container is in its life, as pages and the manager are told.
public enum LifeState {
  STOPPED,
  /// The container runs; agentd has not said hello yet.
  STARTING,
  RUNNING,
  /// It died and will be started again.
  RESTARTING,
  /// It kept dying, or cannot be started; a start by somebody tries again.
  PARKED,
  /// No container; the agent's files are kept.
  DESTROYED
}
