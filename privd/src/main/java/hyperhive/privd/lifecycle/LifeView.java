package hyperhive.privd.lifecycle;

/// An agent's container at one moment.
///
/// @param heardMs when its agentd was last heard of; 0 if not since privd started
/// @param restartMs when it will be started again; 0 if no restart is due
/// @param restarts how often it was started again since it last ran for long enough
public record LifeView(LifeState state, long heardMs, long restartMs, int restarts) {}
