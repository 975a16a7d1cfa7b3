package hyperhive.privd.approval;

import hyperhive.privd.config.PrivdConfig.DefaultHarness;
import hyperhive.privd.config.PrivdConfig.Health;
import hyperhive.privd.lifecycle.ConfigExports;
import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.lifecycle.Lifecycle;
import hyperhive.privd.lifecycle.Welcome;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.store.Writer;
import hyperhive.wire.ApprovalId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what was approved. Each step can be repeated, so that a privd killed in the middle
/// goes on where the row says it was.
public final class Deployer {
  private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);
  private static final int LOG_BYTES = 1_000;

  private final Approvals approvals;
  private final ApprovalLists lists;
  private final Lifecycle lifecycle;
  private final ConfigExports exports;
  private final Agents agents;
  private final Welcome welcome;
  private final Writer writer;
  private final DefaultHarness harness;
  private final Health health;
  private final Clock clock;

  public Deployer(
      Approvals approvals,
      ApprovalLists lists,
      Lifecycle lifecycle,
      ConfigExports exports,
      Agents agents,
      Welcome welcome,
      Writer writer,
      DefaultHarness harness,
      Health health,
      Clock clock) {
    this.approvals = approvals;
    this.lists = lists;
    this.lifecycle = lifecycle;
    this.exports = exports;
    this.agents = agents;
    this.welcome = welcome;
    this.writer = writer;
    this.harness = harness;
    this.health = health;
    this.clock = clock;
  }

  /// Takes up what an earlier privd had begun.
  public void resumeAll() {
    lists.underWay().forEach(this::deploy);
  }

  /// Begins to carry out an approved approval; its row says how it goes on.
  public void deploy(ApprovalRecord approval) {
    Thread.ofVirtual().name("deploy-" + approval.id()).start(() -> run(approval));
  }

  private void run(ApprovalRecord approval) {
    try {
      ApprovalRecord building = begin(approval);
      exports.write(building.agent(), building.id(), harness.command());
      Optional<String> problem =
          lifecycle.startAndAwaitHealthy(building.agent(), health.hello(), health.alive());
      if (problem.isEmpty()) {
        writer.run(transaction -> approvals.deployed(transaction, building));
      } else {
        undo(building, problem.get() + tail(building));
      }
    } catch (ContainerException failure) {
      LOG.error("approval {} cannot be carried out", approval.id(), failure);
      undo(lists.require(id(approval)), String.valueOf(failure.getMessage()));
    } catch (Refusal refused) {
      // The store is away: the row still says where it was, and the next start goes on from there.
      LOG.error("approval {} stopped: {}", approval.id(), refused.sentence());
    } catch (RuntimeException failure) {
      LOG.error("approval {} stopped; the next start takes it up", approval.id(), failure);
    }
  }

  private ApprovalRecord begin(ApprovalRecord approval) {
    return writer.write(
        transaction -> {
          ApprovalRecord current = Approvals.require(transaction.handle(), id(approval));
          if (current.state() == ApprovalState.BUILDING) {
            return current;
          }
          welcome.send(
              transaction,
              agents.createOrRevive(
                  transaction,
                  current.agent(),
                  false,
                  harness.note(),
                  current.id(),
                  clock.millis()));
          return approvals.building(transaction, current);
        });
  }

  /// A spawn that did not come up healthy leaves no container behind.
  private void undo(ApprovalRecord building, String error) {
    try {
      lifecycle.destroy(building.agent());
    } catch (Refusal gone) {
      LOG.warn("approval {}: its container: {}", building.id(), gone.sentence());
    }
    writer.run(transaction -> approvals.failed(transaction, building, error));
  }

  private String tail(ApprovalRecord approval) {
    String log =
        new String(lifecycle.log(approval.agent(), LOG_BYTES), StandardCharsets.UTF_8).strip();
    return log.isEmpty() ? "" : " The end of its log: " + log;
  }

  private static ApprovalId id(ApprovalRecord approval) {
    return new ApprovalId(approval.id());
  }
}
