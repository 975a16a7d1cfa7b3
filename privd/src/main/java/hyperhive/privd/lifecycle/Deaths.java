package hyperhive.privd.lifecycle;

import hyperhive.privd.broker.Messages;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.registry.Desired;
import hyperhive.privd.store.Writer;
import hyperhive.privd.turn.Turns;
import hyperhive.wire.AgentName;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What follows when a container dies that nobody ended: the manager is told, it is started again
/// with back-off, and parked if it keeps dying.
final class Deaths {
  private static final Logger LOG = LoggerFactory.getLogger(Deaths.class);

  private final Containers containers;
  private final Agents agents;
  private final Messages messages;
  private final Turns turns;
  private final Writer writer;
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private volatile boolean stopping;

  Deaths(
      Containers containers,
      Agents agents,
      Messages messages,
      Turns turns,
      Writer writer,
      Clock clock,
      ScheduledExecutorService scheduler) {
    this.containers = containers;
    this.agents = agents;
    this.messages = messages;
    this.turns = turns;
    this.writer = writer;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /// From now on nothing is restarted.
  void stop() {
    stopping = true;
  }

  void died(ContainerExit exit) {
    AgentName name = exit.container().agent();
    try {
      containers.locked(name, life -> died(exit, life));
    } catch (RuntimeException failure) {
      LOG.error("the death of {} could not be dealt with", name, failure);
    }
  }

  private void died(ContainerExit exit, ContainerLife life) {
    if (!exit.container().equals(life.container)) {
      return;
    }
    boolean ranLongEnough = life.ranLongEnough();
    life.gone();
    Optional<AgentRecord> agent =
        agents.find(exit.container().agent()).filter(found -> found.desired() == Desired.RUNNING);
    if (agent.isPresent() && !stopping) {
      life.restarts = ranLongEnough ? 0 : life.restarts;
      restartOrPark(agent.get(), life, exit.exitCode());
    }
  }

  private void restartOrPark(AgentRecord agent, ContainerLife life, int exitCode) {
    boolean giveUp = life.restarts >= Backoff.MOST_RESTARTS;
    Duration wait = Backoff.before(life.restarts);
    String code = exitCode < 0 ? "" : " with code " + exitCode;
    String what =
        giveUp
            ? "The container keeps ending" + code + "; it is parked until somebody starts it."
            : "The container ended" + code + "; it is started again in " + wait.toSeconds() + " s.";
    LOG.warn("{}: {}", agent.name(), what);
    if (!giveUp) {
      startIn(agent.name(), life, wait);
    }
    record(agent, what, giveUp);
  }

  private void startIn(AgentName name, ContainerLife life, Duration wait) {
    life.restartDue(clock.millis() + wait.toMillis());
    var _ =
        scheduler.schedule(
            () -> Thread.ofVirtual().start(() -> startAgain(name)),
            wait.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void startAgain(AgentName name) {
    try {
      containers.locked(name, life -> startAgain(name, life));
    } catch (RuntimeException failure) {
      // Parked by now if it is the container's fault; else the store is away for a while.
      LOG.error("{} cannot be started now and is tried again", name, failure);
      startIn(name, containers.life(name), Backoff.LONGEST);
    }
  }

  private void startAgain(AgentName name, ContainerLife life) throws ContainerException {
    Optional<AgentRecord> agent =
        agents.find(name).filter(found -> found.desired() == Desired.RUNNING && !found.parked());
    if (agent.isPresent() && !stopping && life.container == null && life.restartMs > 0) {
      containers.start(agent.get(), life);
    }
  }

  private void record(AgentRecord agent, String what, boolean park) {
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
}
