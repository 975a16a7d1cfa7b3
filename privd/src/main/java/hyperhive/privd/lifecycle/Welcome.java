package hyperhive.privd.lifecycle;

import hyperhive.privd.broker.Messages;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.store.Transaction;

/// The first message of a new agent, which wakes it: an agent runs only when it has something to
/// read.
public final class Welcome {
  private final Messages messages;

  public Welcome(Messages messages) {
    this.messages = messages;
  }

  public void send(Transaction transaction, AgentRecord agent) {
    String what =
        agent.manager()
            ? "You are the manager: you may ask the operator for further agents and look after"
                + " their containers."
            : "Your work comes as messages, from the operator and from other agents.";
    messages.fromSystem(
        transaction, agent.name(), "You are new here. Your name is " + agent.name() + ". " + what);
  }
}
