package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;

/// Something that happens only if the operator approves exactly this version of it.
public record Approval(
    long id,
    String kind,
    String agent,
    String requestedBy,
    HostileText reason,
    String state,
    long version,
    String commit,
    Moment requestedMs,
    Moment closedMs,
    HostileText note,
    HostileText decidedBy) {

  public boolean pending() {
    return state.equals("pending");
  }
}
