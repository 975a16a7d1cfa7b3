package hyperhive.privd.endpoint.operator;

import hyperhive.privd.approval.ApprovalLists;
import hyperhive.privd.approval.ApprovalRecord;
import hyperhive.privd.approval.Approvals;
import hyperhive.privd.approval.Deployer;
import hyperhive.privd.broker.Messages;
import hyperhive.privd.lifecycle.Bootstrap;
import hyperhive.privd.lifecycle.Lifecycle;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.store.Writer;
import hyperhive.wire.AgentName;
import hyperhive.wire.ApprovalId;
import hyperhive.wire.CommitId;
import java.util.List;

/// What the operator decides about agents and does to their containers.
final class AgentActions {
  private final Approvals approvals;
  private final ApprovalLists approvalLists;
  private final Deployer deployer;
  private final Lifecycle lifecycle;
  private final Bootstrap bootstrap;
  private final Messages messages;
  private final Writer writer;

  AgentActions(
      Approvals approvals,
      ApprovalLists approvalLists,
      Deployer deployer,
      Lifecycle lifecycle,
      Bootstrap bootstrap,
      Messages messages,
      Writer writer) {
    this.approvals = approvals;
    this.approvalLists = approvalLists;
    this.deployer = deployer;
    this.lifecycle = lifecycle;
    this.bootstrap = bootstrap;
    this.messages = messages;
    this.writer = writer;
  }

  ApprovalRecord approve(String operator, long id, long version, String commit) {
    String seen = commit.isEmpty() ? "" : CommitId.parse(commit).value();
    ApprovalRecord approved =
        writer.write(
            transaction ->
                approvals.approve(transaction, operator, new ApprovalId(id), version, seen));
    deployer.deploy(approved);
    return approved;
  }

  ApprovalRecord deny(String operator, long id, String note) {
    return writer.write(
        transaction -> approvals.deny(transaction, operator, new ApprovalId(id), note));
  }

  long spawn(String operator, String name) {
    AgentName agent = AgentName.parse(name);
    long id = writer.write(transaction -> approvals.spawnByOperator(transaction, operator, agent));
    deployer.deploy(approvalLists.require(new ApprovalId(id)));
    return id;
  }

  String createManager() {
    AgentName manager = bootstrap.createManager();
    lifecycle.start(manager);
    return manager.value();
  }

  void start(String name) {
    lifecycle.start(AgentName.parse(name));
  }

  void stop(String name) {
    lifecycle.stop(AgentName.parse(name));
  }

  void restart(String name) {
    lifecycle.restart(AgentName.parse(name));
  }

  void rebuild(String name) {
    lifecycle.rebuild(AgentName.parse(name));
  }

  void pause(String name, boolean paused) {
    AgentName agent = AgentName.parse(name);
    writer.run(transaction -> Agents.setPaused(transaction, agent, paused));
    messages.wake(agent);
  }

  /// @return how many agents changed
  int pauseAll(boolean paused) {
    List<AgentName> changed =
        writer.write(
            transaction ->
                Messages.liveAgents(transaction.handle()).stream()
                    .filter(agent -> Agents.setPaused(transaction, agent, paused))
                    .toList());
    changed.forEach(messages::wake);
    return changed.size();
  }

  void destroy(String name, String confirm) {
    lifecycle.destroy(confirmed(name, confirm));
  }

  void purge(String name, String confirm) {
    lifecycle.purge(confirmed(name, confirm));
  }

  private static AgentName confirmed(String name, String confirm) {
    AgentName agent = AgentName.parse(name);
    if (!agent.value().equals(confirm)) {
      throw Refusal.invalid("To confirm, type the agent's name exactly; nothing was changed.");
    }
    return agent;
  }
}
