package hyperhive.privd.lifecycle;

import hyperhive.privd.registry.RunningContainer;
import hyperhive.privd.registry.UidBlock;
import hyperhive.wire.AgentName;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// One way to run containers. Calls for one agent never overlap; calls for different agents may.
public interface ContainerRuntime extends AutoCloseable {

  /// Tries, once at start, that the isolation this runtime promises takes hold on this host.
  ///
  /// @throws ContainerException if something cannot be had and the configuration does not accept
  ///     that by name
  List<Isolation> probe() throws ContainerException;

  /// Says who the manager is: every agent's configuration belongs to its uids. Called at start and
  /// when the manager is made or changes; the next `prepare` of each agent acts on it.
  void manager(AgentName manager, UidBlock uids);

  /// Makes the agent's directories and mounts, with their owners, and shows them to the manager if
  /// one runs. Doing it again changes nothing.
  void prepare(ContainerSpec spec) throws ContainerException;

  /// Starts the container and returns as soon as its init is known and watched.
  RunningContainer start(ContainerSpec spec) throws ContainerException;

  /// Watches a container that an earlier privd started. False if it is not there any more.
  boolean adopt(RunningContainer container) throws ContainerException;

  /// Ends every process of the agent, also those of a container that nobody remembers, and returns
  /// when they are gone. Nothing to end is not an error.
  void kill(AgentName agent, UidBlock uids) throws ContainerException;

  /// Takes the agent's mounts away after `kill`. Its directories stay.
  void release(AgentName agent, UidBlock uids) throws ContainerException;

  /// Takes away what the containers had in common, after every one was released.
  void releaseShared() throws ContainerException;

  /// Deletes the agent's directories for good, after `release`.
  void purge(AgentName agent, UidBlock uids) throws ContainerException;

  /// The end of what the container wrote to its output, at most `maxBytes`; empty if none.
  byte[] log(AgentName agent, int maxBytes) throws IOException;

  /// Called once for each death of a container that was started or adopted, also one asked for by
  /// `kill`, on a thread of the runtime that must not be held up.
  void onExit(Consumer<ContainerExit> listener);

  /// Stops watching. What runs, runs on.
  @Override
  void close();
}
