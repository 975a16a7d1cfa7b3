package hyperhive.privd.lifecycle;

import hyperhive.privd.config.Limits;
import hyperhive.privd.event.Change;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.registry.RunningContainer;
import hyperhive.privd.store.Writer;
import hyperhive.privd.turn.Turns;
import hyperhive.wire.AgentName;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The single steps: one container up, down, or taken over from an earlier privd, with its socket
/// and its row. Whoever calls holds the agent's lock.
final class Containers {
  private static final Logger LOG = LoggerFactory.getLogger(Containers.class);

  private final ContainerRuntime runtime;
  private final AgentDoors doors;
  private final Agents agents;
  private final ConfigExports exports;
  private final Turns turns;
  private final Writer writer;
  private final Limits limits;
  private final Clock clock;
  private final Map<AgentName, ContainerLife> lives = new ConcurrentHashMap<>();

  Containers(
      ContainerRuntime runtime,
      AgentDoors doors,
      Agents agents,
      ConfigExports exports,
      Turns turns,
      Writer writer,
      Limits limits,
      Clock clock) {
    this.runtime = runtime;
    this.doors = doors;
    this.agents = agents;
    this.exports = exports;
    this.turns = turns;
    this.writer = writer;
    this.limits = limits;
    this.clock = clock;
  }

  /// Something done to one agent's container under its lock.
  @FunctionalInterface
  interface Step {
    void take(ContainerLife life) throws ContainerException;
  }

  ContainerLife life(AgentName name) {
    return lives.computeIfAbsent(name, key -> new ContainerLife());
  }

  void forget(AgentName name) {
    lives.remove(name);
  }

  /// A step that fails parks the agent.
  ///
  /// @throws Refusal UNAVAILABLE with what failed
  void locked(AgentName name, Step step) {
    ContainerLife life = life(name);
    life.lock.lock();
    try {
      step.take(life);
    } catch (ContainerException failure) {
      park(name, failure);
      throw Refusal.unavailable(String.valueOf(failure.getMessage()));
    } finally {
      life.lock.unlock();
    }
  }

  void start(AgentRecord agent, ContainerLife life) throws ContainerException {
    runtime.kill(agent.name(), agent.uids());
    ContainerSpec spec = spec(agent);
    runtime.prepare(spec);
    doors.open(agent);
    life.starting();
    RunningContainer container = runtime.start(spec);
    life.started(container, false);
    writer.run(
        transaction -> {
          Agents.setContainer(transaction, container);
          transaction.publish(Change.agent(agent.name().value()));
        });
  }

  void end(AgentRecord agent, ContainerLife life) throws ContainerException {
    life.gone();
    life.restartMs = 0;
    runtime.kill(agent.name(), agent.uids());
    writer.run(
        transaction -> {
          Agents.clearContainer(transaction, agent.name());
          turns.lost(transaction, agent.name());
          transaction.publish(Change.agent(agent.name().value()));
        });
  }

  /// Ends it and takes its socket and mounts away.
  void remove(AgentRecord agent, ContainerLife life) throws ContainerException {
    end(agent, life);
    doors.close(agent.name());
    runtime.release(agent.name(), agent.uids());
  }

  /// Goes on with a container that outlived an earlier privd; false if there is none.
  boolean adopt(AgentRecord agent, ContainerLife life) throws ContainerException {
    Optional<RunningContainer> known = agents.container(agent.name());
    if (known.isEmpty()) {
      return false;
    }
    runtime.prepare(spec(agent));
    doors.open(agent);
    life.starting();
    life.started(known.get(), true);
    if (runtime.adopt(known.get())) {
      LOG.info("{}: its container still runs", agent.name());
      return true;
    }
    life.gone();
    return false;
  }

  private void park(AgentName name, ContainerException failure) {
    LOG.error("{} cannot be started", name, failure);
    writer.run(
        transaction -> {
          Agents.setParked(transaction, name);
          Agents.setError(transaction, name, String.valueOf(failure.getMessage()), clock.millis());
        });
  }

  private ContainerSpec spec(AgentRecord agent) {
    return new ContainerSpec(
        agent.name(),
        agent.manager(),
        agent.uids(),
        limits,
        exports.directory(agent.name(), agent.configId()));
  }
}
