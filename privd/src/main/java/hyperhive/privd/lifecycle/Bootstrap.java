package hyperhive.privd.lifecycle;

import hyperhive.privd.config.PrivdConfig;
import hyperhive.privd.config.PrivdConfig.BootstrapAgent;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.registry.Desired;
import hyperhive.privd.store.Counter;
import hyperhive.privd.store.Transaction;
import hyperhive.privd.store.Writer;
import hyperhive.wire.AgentName;
import java.time.Clock;
import java.util.Optional;

/// The first agents: the one way in which an agent comes to be without an approval. The operator's
/// own configuration file names them, or the operator presses *Create the manager*.
public final class Bootstrap {
  private static final long CONFIG_ID = 0;

  private final PrivdConfig config;
  private final Agents agents;
  private final ConfigExports exports;
  private final Welcome welcome;
  private final Writer writer;
  private final Clock clock;

  public Bootstrap(
      PrivdConfig config,
      Agents agents,
      ConfigExports exports,
      Welcome welcome,
      Writer writer,
      Clock clock) {
    this.config = config;
    this.agents = agents;
    this.exports = exports;
    this.welcome = welcome;
    this.writer = writer;
    this.clock = clock;
  }

  /// Makes the configured agents that were never made before. One that was destroyed or purged
  /// since stays so. They are started with all others.
  public void createConfigured() throws ContainerException {
    for (BootstrapAgent agent : config.bootstrap()) {
      exports.write(agent.name(), CONFIG_ID, agent.command());
      writer.run(
          transaction -> {
            long times = Counter.take(transaction.handle(), "bootstrap." + agent.name(), 0, 1);
            if (times == 0) {
              create(transaction, agent);
            }
          });
    }
  }

  /// Makes the manager, as configured or with the default harness; the caller starts it.
  ///
  /// @throws Refusal WRONG_STATE if there is one
  public AgentName createManager() {
    AgentName name = config.managerName();
    Optional<AgentRecord> known = agents.find(name);
    if (known.isPresent() && known.get().desired() != Desired.DESTROYED) {
      throw Refusal.wrongState("There is a manager already.");
    }
    BootstrapAgent manager =
        config.bootstrap().stream()
            .filter(BootstrapAgent::manager)
            .findFirst()
            .orElse(
                new BootstrapAgent(
                    name, true, config.spawned().command(), config.spawned().note()));
    try {
      exports.write(name, CONFIG_ID, manager.command());
    } catch (ContainerException failure) {
      throw Refusal.unavailable(String.valueOf(failure.getMessage()));
    }
    writer.run(transaction -> create(transaction, manager));
    return name;
  }

  private void create(Transaction transaction, BootstrapAgent agent) {
    welcome.send(
        transaction,
        agents.createOrRevive(
            transaction, agent.name(), agent.manager(), agent.note(), CONFIG_ID, clock.millis()));
  }
}
