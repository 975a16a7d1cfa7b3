package hyperhive.privd.lifecycle;

import hyperhive.privd.broker.Messages;
import hyperhive.privd.broker.Questions;
import hyperhive.privd.event.Change;
import hyperhive.privd.event.EventLog;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.registry.Desired;
import hyperhive.privd.store.Writer;
import hyperhive.privd.turn.Turns;
import hyperhive.wire.AgentName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts, watches, restarts and ends containers so that each is as was last asked for. What is
/// done to one agent never overlaps; different agents do not wait for each other.
public final class Lifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final ContainerRuntime runtime;
  private final AgentDoors doors;
  private final Agents agents;
  private final Writer writer;
  private final Messages messages;
  private final Questions questions;
  private final Turns turns;
  private final EventLog events;
  private final ConfigExports exports;
  private final Limits limits;
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private final Map<AgentName, ContainerLife> lives = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  public Lifecycle(
      ContainerRuntime runtime,
      AgentDoors doors,
      Agents agents,
      Writer writer,
      Messages messages,
      Questions questions,
      Turns turns,
      EventLog events,
      ConfigExports exports,
      Limits limits,
      Clock clock,
      ScheduledExecutorService scheduler) {
    this.runtime = runtime;
    this.doors = doors;
    this.agents = agents;
    this.writer = writer;
    this.messages = messages;
    this.questions = questions;
    this.turns = turns;
    this.events = events;
    this.exports = exports;
    this.limits = limits;
    this.clock = clock;
    this.scheduler = scheduler;
    runtime.onExit(exit -> Thread.ofVirtual().start(() -> died(exit)));
  }

  /// Brings every agent to what was last asked for, after a start of privd: containers that still
  /// run are adopted, the others started, and what should not run is ended.
  public void resumeAll() {
    agents.manager().ifPresent(manager -> runtime.manager(manager.name(), manager.uids()));
    for (AgentRecord agent : agents.all().items()) {
      Thread.ofVirtual().start(() -> resume(agent));
    }
  }

  private void resume(AgentRecord agent) {
    ContainerLife life = life(agent.name());
    life.lock.lock();
    try {
      if (agent.desired() == Desired.RUNNING && !agent.parked()) {
        if (!adopt(agent, life)) {
          turnLost(agent.name());
          startContainer(agent, life);
        }
      } else {
        runtime.kill(agent.name(), agent.uids());
      }
    } catch (ContainerException failure) {
      park(agent.name(), failure);
    } catch (RuntimeException failure) {
      LOG.error("{} could not be brought back", agent.name(), failure);
    } finally {
      life.lock.unlock();
    }
  }

  private boolean adopt(AgentRecord agent, ContainerLife life) throws ContainerException {
    Optional<RunningContainer> known = agents.container(agent.name());
    if (known.isEmpty()) {
      return false;
    }
    runtime.prepare(spec(agent));
    doors.open(agent);
    life.started(known.get(), true);
    if (runtime.adopt(known.get())) {
      LOG.info("{}: its container still runs", agent.name());
      return true;
    }
    life.gone();
    return false;
  }

  public void start(AgentName name) {
    AgentRecord agent = requireContainer(name);
    desire(name, Desired.RUNNING);
    locked(
        name,
        life -> {
          life.restarts = 0;
          if (life.container == null) {
            startContainer(agent, life);
          }
        });
  }

  public void stop(AgentName name) {
    requireContainer(name);
    desire(name, Desired.STOPPED);
    locked(name, life -> endContainer(agents.require(name), life));
  }

  public void restart(AgentName name) {
    AgentRecord agent = requireContainer(name);
    desire(name, Desired.RUNNING);
    locked(
        name,
        life -> {
          life.restarts = 0;
          endContainer(agent, life);
          startContainer(agent, life);
        });
  }

  /// Re-creates the container from the agent's current configuration: mounts and all.
  public void rebuild(AgentName name) {
    AgentRecord agent = requireContainer(name);
    desire(name, Desired.RUNNING);
    locked(
        name,
        life -> {
          life.restarts = 0;
          endContainer(agent, life);
          runtime.release(name, agent.uids());
          startContainer(agent, life);
        });
  }

  /// Removes the container and closes what the agent had open; its files stay.
  public void destroy(AgentName name) {
    AgentRecord agent = requireContainer(name);
    writer.run(
        transaction -> {
          Agents.setDesired(transaction, name, Desired.DESTROYED);
          Agents.setStatus(transaction, name, "");
          questions.closeAllOf(transaction, name);
          messages.discardInbox(transaction, agent);
        });
    locked(
        name,
        life -> {
          endContainer(agent, life);
          doors.close(name);
          runtime.release(name, agent.uids());
        });
  }

  /// Deletes a destroyed agent's files and its name.
  public void purge(AgentName name) {
    AgentRecord agent = agents.require(name);
    if (agent.desired() != Desired.DESTROYED) {
      throw Refusal.wrongState("Only a destroyed agent can be purged; destroy it first.");
    }
    locked(
        name,
        life -> {
          runtime.kill(name, agent.uids());
          runtime.purge(name, agent.uids());
          exports.purge(name);
          writer.run(transaction -> Agents.purge(transaction, name));
          turns.forget(name);
        });
    lives.remove(name);
  }

  /// Starts a container that was just created or deployed, and says whether it came up healthy.
  ///
  /// @return empty if healthy, else why not, for the operator
  public Optional<String> startAndAwaitHealthy(AgentName name, Duration hello, Duration alive) {
    AgentRecord agent = agents.require(name);
    try {
      locked(
          name,
          life -> {
            // A privd that was killed in the middle may have parked it for want of its files.
            desire(name, Desired.RUNNING);
            if (life.container == null) {
              startContainer(agent, life);
            }
          });
    } catch (Refusal failure) {
      return Optional.of(failure.sentence());
    }
    return awaitHealthy(life(name), hello, alive);
  }

  private static Optional<String> awaitHealthy(ContainerLife life, Duration hello, Duration alive) {
    try {
      if (!life.hello.get(hello.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.of("The container ended before agentd said hello.");
      }
      RunningContainer first = life.container;
      Thread.sleep(alive);
      return first != null && first.equals(life.container)
          ? Optional.empty()
          : Optional.of("The container ended right after agentd said hello.");
    } catch (TimeoutException silent) {
      return Optional.of("agentd did not say hello within " + hello.toSeconds() + " s.");
    } catch (ExecutionException | InterruptedException cut) {
      Thread.currentThread().interrupt();
      return Optional.of("privd stopped while it waited for the container.");
    }
  }

  /// A new agentd in the container reported.
  public void hello(AgentName name) {
    ContainerLife life = life(name);
    heard(name);
    life.hello.complete(true);
    events.publish(Change.agent(name.value()));
  }

  /// Some agentd of the agent was heard of. One that outlived privd does not say hello again.
  public void heard(AgentName name) {
    ContainerLife life = life(name);
    life.heardMs = clock.millis();
    if (life.adopted && life.container != null && life.hello.complete(true)) {
      events.publish(Change.agent(name.value()));
    }
  }

  public LifeView view(AgentRecord agent) {
    ContainerLife life = life(agent.name());
    return new LifeView(state(agent, life), life.heardMs, life.restartMs, life.restarts);
  }

  private static LifeState state(AgentRecord agent, ContainerLife life) {
    if (agent.parked()) {
      return LifeState.PARKED;
    }
    return switch (agent.desired()) {
      case STOPPED -> LifeState.STOPPED;
      case DESTROYED -> LifeState.DESTROYED;
      case RUNNING -> {
        if (life.container == null && life.restartMs > 0) {
          yield LifeState.RESTARTING;
        }
        yield life.container != null && life.saidHello() ? LifeState.RUNNING : LifeState.STARTING;
      }
    };
  }

  public byte[] log(AgentName name, int maxBytes) {
    agents.require(name);
    try {
      return runtime.log(name, maxBytes);
    } catch (IOException failure) {
      LOG.warn("the log of {} cannot be read", name, failure);
      throw Refusal.unavailable("The log cannot be read at the moment; try again.");
    }
  }

  /// From now on no container is restarted. They all run on.
  public void shutDown() {
    stopping = true;
  }

  /// Ends every container and takes all mounts away, for `./hive up`, which leaves nothing behind.
  public void endAll() {
    shutDown();
    try {
      for (AgentRecord agent : agents.all().items()) {
        locked(agent.name(), life -> end(agent, life));
      }
      runtime.releaseShared();
    } catch (Refusal refusal) {
      LOG.warn("not everything was ended: {}", refusal.sentence());
    } catch (ContainerException failure) {
      LOG.warn("not everything was taken away", failure);
    }
  }

  private void end(AgentRecord agent, ContainerLife life) throws ContainerException {
    endContainer(agent, life);
    doors.close(agent.name());
    runtime.release(agent.name(), agent.uids());
  }

  private void died(ContainerExit exit) {
    AgentName name = exit.container().agent();
    ContainerLife life = life(name);
    life.lock.lock();
    try {
      if (!exit.container().equals(life.container)) {
        return;
      }
      boolean ranLongEnough = life.ranLongEnough();
      life.gone();
      if (!stopping) {
        agents.find(name).ifPresent(agent -> afterDeath(agent, life, exit, ranLongEnough));
      }
    } catch (RuntimeException failure) {
      LOG.error("the death of {} could not be dealt with", name, failure);
    } finally {
      life.lock.unlock();
    }
  }

  private void afterDeath(
      AgentRecord agent, ContainerLife life, ContainerExit exit, boolean ranLongEnough) {
    if (agent.desired() != Desired.RUNNING) {
      return;
    }
    life.restarts = ranLongEnough ? 0 : life.restarts;
    boolean giveUp = life.restarts >= Backoff.MOST_RESTARTS;
    Duration wait = Backoff.before(life.restarts);
    String code = exit.exitCode() < 0 ? "" : " with code " + exit.exitCode();
    String what =
        giveUp
            ? "The container keeps ending" + code + "; it is parked until somebody starts it."
            : "The container ended" + code + "; it is started again in " + wait.toSeconds() + " s.";
    LOG.warn("{}: {}", agent.name(), what);
    if (!giveUp) {
      life.restartDue(clock.millis() + wait.toMillis());
      var _ =
          scheduler.schedule(
              () -> Thread.ofVirtual().start(() -> startAgain(agent.name())),
              wait.toMillis(),
              TimeUnit.MILLISECONDS);
    }
    recordDeath(agent, what, giveUp);
  }

  private void recordDeath(AgentRecord agent, String what, boolean park) {
    writer.run(
        transaction -> {
          Agents.clearContainer(transaction, agent.name());
          Agents.setError(transaction, agent.name(), what, clock.millis());
          turns.lost(transaction, agent.name());
          if (park) {
            Agents.setParked(transaction, agent.name());
          }
          Agents.manager(transaction.handle())
              .filter(manager -> !manager.name().equals(agent.name()))
              .filter(manager -> manager.desired() != Desired.DESTROYED)
              .ifPresent(
                  manager ->
                      messages.fromSystem(
                          transaction, manager.name(), "Agent " + agent.name() + ": " + what));
        });
  }

  private void startAgain(AgentName name) {
    Optional<AgentRecord> agent = agents.find(name);
    if (stopping || agent.isEmpty()) {
      return;
    }
    ContainerLife life = life(name);
    life.lock.lock();
    try {
      boolean wanted = agent.get().desired() == Desired.RUNNING && !agent.get().parked();
      if (wanted && life.container == null && life.restartMs > 0) {
        startContainer(agent.get(), life);
      }
    } catch (ContainerException failure) {
      park(name, failure);
    } finally {
      life.lock.unlock();
    }
  }

  private void startContainer(AgentRecord agent, ContainerLife life) throws ContainerException {
    runtime.kill(agent.name(), agent.uids());
    ContainerSpec spec = spec(agent);
    runtime.prepare(spec);
    doors.open(agent);
    RunningContainer container = runtime.start(spec);
    life.started(container, false);
    writer.run(
        transaction -> {
          Agents.setContainer(transaction, container);
          transaction.publish(Change.agent(agent.name().value()));
        });
  }

  private void endContainer(AgentRecord agent, ContainerLife life) throws ContainerException {
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

  private void turnLost(AgentName name) {
    writer.run(transaction -> turns.lost(transaction, name));
  }

  private void park(AgentName name, ContainerException failure) {
    LOG.error("{} cannot be started", name, failure);
    writer.run(
        transaction -> {
          Agents.setParked(transaction, name);
          Agents.setError(transaction, name, String.valueOf(failure.getMessage()), clock.millis());
        });
  }

  private void desire(AgentName name, Desired desired) {
    writer.run(transaction -> Agents.setDesired(transaction, name, desired));
  }

  private AgentRecord requireContainer(AgentName name) {
    AgentRecord agent = agents.require(name);
    if (agent.desired() == Desired.DESTROYED) {
      throw Refusal.wrongState("This agent is destroyed; spawn it again to revive it.");
    }
    return agent;
  }

  private ContainerSpec spec(AgentRecord agent) {
    return new ContainerSpec(
        agent.name(),
        agent.manager(),
        agent.uids(),
        limits,
        exports.directory(agent.name(), agent.configId()));
  }

  private ContainerLife life(AgentName name) {
    return lives.computeIfAbsent(name, key -> new ContainerLife());
  }

  /// Something done to one agent's container under its lock.
  @FunctionalInterface
  private interface Step {
    void take(ContainerLife life) throws ContainerException;
  }

  private void locked(AgentName name, Step step) {
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
}
