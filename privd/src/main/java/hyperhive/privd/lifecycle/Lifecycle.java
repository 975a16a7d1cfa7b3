package hyperhive.privd.lifecycle;

import hyperhive.privd.broker.Messages;
import hyperhive.privd.broker.Questions;
import hyperhive.privd.config.Limits;
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
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What can be asked of agents' containers, so that each is as was last asked for. What is done to
/// one agent never overlaps; different agents do not wait for each other.
public final class Lifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final ContainerRuntime runtime;
  private final Agents agents;
  private final Writer writer;
  private final Messages messages;
  private final Questions questions;
  private final Turns turns;
  private final EventLog events;
  private final ConfigExports exports;
  private final Clock clock;
  private final Containers containers;
  private final Deaths deaths;

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
    this.agents = agents;
    this.writer = writer;
    this.messages = messages;
    this.questions = questions;
    this.turns = turns;
    this.events = events;
    this.exports = exports;
    this.clock = clock;
    this.containers = new Containers(runtime, doors, agents, exports, turns, writer, limits, clock);
    this.deaths = new Deaths(containers, agents, messages, turns, writer, clock, scheduler);
    runtime.onExit(exit -> Thread.ofVirtual().start(() -> deaths.died(exit)));
  }

  /// Brings every agent to what was last asked for, after a start of privd: containers that still
  /// run are adopted, the others started, and what should not run is ended.
  public void resumeAll() {
    agents.manager().ifPresent(manager -> runtime.manager(manager.name(), manager.uids()));
    for (AgentRecord agent : agents.all().items()) {
      Thread.ofVirtual().start(() -> resume(agent.name()));
    }
  }

  private void resume(AgentName name) {
    try {
      containers.locked(
          name,
          life -> {
            AgentRecord agent = agents.require(name);
            if (agent.desired() != Desired.RUNNING || agent.parked()) {
              runtime.kill(agent.name(), agent.uids());
            } else if (!containers.adopt(agent, life)) {
              writer.run(transaction -> turns.lost(transaction, agent.name()));
              containers.start(agent, life);
            }
          });
    } catch (RuntimeException failure) {
      LOG.error("{} could not be brought back", name, failure);
    }
  }

  public void start(AgentName name) {
    containers.locked(
        name,
        life -> {
          AgentRecord agent = desire(name, Desired.RUNNING);
          life.restarts = 0;
          if (life.container == null) {
            containers.start(agent, life);
          }
        });
  }

  public void stop(AgentName name) {
    containers.locked(name, life -> containers.end(desire(name, Desired.STOPPED), life));
  }

  public void restart(AgentName name) {
    containers.locked(
        name,
        life -> {
          AgentRecord agent = desire(name, Desired.RUNNING);
          life.restarts = 0;
          containers.end(agent, life);
          containers.start(agent, life);
        });
  }

  /// Re-creates the container from the agent's current configuration: mounts and all.
  public void rebuild(AgentName name) {
    containers.locked(
        name,
        life -> {
          AgentRecord agent = desire(name, Desired.RUNNING);
          life.restarts = 0;
          containers.end(agent, life);
          runtime.release(name, agent.uids());
          containers.start(agent, life);
        });
  }

  /// Removes the container and closes what the agent had open; its files stay.
  public void destroy(AgentName name) {
    containers.locked(
        name,
        life -> {
          AgentRecord agent = requireContainer(name);
          writer.run(
              transaction -> {
                Agents.setDesired(transaction, name, Desired.DESTROYED);
                Agents.setStatus(transaction, name, "");
                questions.closeAllOf(transaction, name);
                messages.discardInbox(transaction, name);
              });
          containers.remove(agent, life);
        });
  }

  /// Deletes a destroyed agent's files and its name.
  public void purge(AgentName name) {
    containers.locked(
        name,
        life -> {
          AgentRecord agent = agents.require(name);
          if (agent.desired() != Desired.DESTROYED) {
            throw Refusal.wrongState("Only a destroyed agent can be purged; destroy it first.");
          }
          runtime.kill(name, agent.uids());
          runtime.purge(name, agent.uids());
          exports.purge(name);
          writer.run(
              transaction -> {
                messages.discardInbox(transaction, name);
                Agents.purge(transaction, name);
              });
          turns.forget(name);
        });
    containers.forget(name);
  }

  /// Starts a container that was just created or deployed, and says whether it came up healthy.
  ///
  /// @return empty if healthy, else why not, for the operator
  public Optional<String> startAndAwaitHealthy(AgentName name, Duration hello, Duration alive) {
    try {
      containers.locked(
          name,
          life -> {
            // A privd that was killed in the middle may have parked it for want of its files.
            AgentRecord agent = desire(name, Desired.RUNNING);
            if (life.container == null) {
              containers.start(agent, life);
            }
          });
    } catch (Refusal failure) {
      return Optional.of(failure.sentence());
    }
    return containers.life(name).awaitHealthy(hello, alive);
  }

  /// A new agentd in the container reported.
  public void hello(AgentName name) {
    heard(name);
    containers.life(name).hello.complete(true);
    events.publish(Change.agent(name.value()));
  }

  /// Some agentd of the agent was heard of. One that outlived privd does not say hello again.
  public void heard(AgentName name) {
    ContainerLife life = containers.life(name);
    life.heardMs = clock.millis();
    if (life.adopted && life.container != null && life.hello.complete(true)) {
      events.publish(Change.agent(name.value()));
    }
  }

  public LifeView view(AgentRecord agent) {
    return LifeView.of(agent, containers.life(agent.name()));
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
    deaths.stop();
  }

  /// Ends every container and takes all mounts away, for `./hive up`, which leaves nothing behind.
  public void endAll() {
    shutDown();
    try {
      for (AgentRecord agent : agents.all().items()) {
        containers.locked(agent.name(), life -> containers.remove(agent, life));
      }
      runtime.releaseShared();
    } catch (Refusal refusal) {
      LOG.warn("not everything was ended: {}", refusal.sentence());
    } catch (ContainerException failure) {
      LOG.warn("not everything was taken away", failure);
    }
  }

  /// Called under the agent's lock, so that what is wanted last is also what is done last.
  private AgentRecord desire(AgentName name, Desired desired) {
    requireContainer(name);
    writer.run(transaction -> Agents.setDesired(transaction, name, desired));
    return agents.require(name);
  }

  private AgentRecord requireContainer(AgentName name) {
    AgentRecord agent = agents.require(name);
    if (agent.desired() == Desired.DESTROYED) {
      throw Refusal.wrongState("This agent is destroyed; spawn it again to revive it.");
    }
    return agent;
  }
}
