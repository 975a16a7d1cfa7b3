package hyperhive.privd.lifecycle;

import hyperhive.privd.registry.AgentRecord;
import hyperhive.wire.AgentName;

/// The agents' sockets, as far as the life of a container concerns them.
public interface AgentDoors {

  /// Opens the agent's socket; opening an open one does nothing. Its directory must be prepared.
  void open(AgentRecord agent) throws ContainerException;

  /// Closes the agent's socket and its connections.
  void close(AgentName agent);
}
