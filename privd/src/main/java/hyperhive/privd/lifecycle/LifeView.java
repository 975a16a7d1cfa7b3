package hyperhive.privd.lifecycle;

import hyperhive.privd.registry.AgentRecord;

/// An agent's container at one moment.
///
/// @param heardMs when its agentd was last heard of; 0 if not since privd started
/// @param restartMs when it will be started again; 0 if no restart is due
/// @param restarts how often it was started again since it last ran for long enough
public record LifeView(LifeState state, long heardMs, long restartMs, int restarts) {

  static LifeView of(AgentRecord agent, ContainerLife life) {
    return new LifeView(state(agent, life), life.heardMs, life.restartMs, life.restarts);
  }

  private static LifeState state(AgentRecord agent, ContainerLife life) {
    return switch (agent.desired()) {
      case STOPPED -> LifeState.STOPPED;
      case DESTROYED -> LifeState.DESTROYED;
      case RUNNING -> {
        if (agent.parked()) {
          yield LifeState.PARKED;
        }
        if (life.container == null && life.restartMs > 0) {
          yield LifeState.RESTARTING;
        }
        yield life.container != null && life.saidHello() ? LifeState.RUNNING : LifeState.STARTING;
      }
    };
  }
}
