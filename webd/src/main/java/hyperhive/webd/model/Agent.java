package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;

/// One agent as the overview shows it.
///
/// @param status what the agent says of itself
/// @param note what its configuration says of it
public record Agent(
    String name,
    boolean manager,
    AgentState state,
    boolean paused,
    HostileText status,
    HostileText note,
    Moment busySinceMs,
    Moment heardMs,
    Moment restartMs,
    HostileText lastError,
    Moment lastErrorMs,
    int undelivered,
    int openQuestions,
    int restarts) {

  public boolean busy() {
    return busySinceMs.isSet();
  }

  public boolean destroyed() {
    return state == AgentState.DESTROYED;
  }
}
