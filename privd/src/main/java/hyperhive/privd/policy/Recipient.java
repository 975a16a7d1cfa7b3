package hyperhive.privd.policy;

import hyperhive.privd.refusal.Refusal;
import hyperhive.wire.AgentName;
import hyperhive.wire.InvalidValueException;

/// Whom an agent named in a `to`.
public sealed interface Recipient {

  /// The person behind the dashboard.
  record Operator() implements Recipient {}

  /// Every agent the sender may reach.
  record Everybody() implements Recipient {}

  /// One agent, which may or may not exist.
  record Agent(AgentName name) implements Recipient {}

  String OPERATOR = "operator";
  String SYSTEM = "system";

  /// Only exact spellings count: `Operator` or ` operator` is nobody.
  static Recipient parse(String to) {
    if (to.equals(OPERATOR)) {
      return new Operator();
    }
    if (to.equals("*")) {
      return new Everybody();
    }
    try {
      return new Agent(AgentName.parse(to));
    } catch (InvalidValueException wrong) {
      throw Refusal.invalid(
          "The recipient is an agent's name, \"operator\", or \"*\" for all agents.");
    }
  }
}
