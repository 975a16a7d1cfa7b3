package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;

/// A message between agents, or to or from the operator.
public record Message(
    long id,
    String from,
    String to,
    HostileText body,
    Moment sentMs,
    Moment ackedMs,
    boolean leased,
    boolean redelivered) {

  public String delivery() {
    if (ackedMs.isSet()) {
      return "handled";
    }
    String again = redelivered ? ", delivered again" : "";
    return (leased ? "in the current turn" : "waiting") + again;
  }
}
