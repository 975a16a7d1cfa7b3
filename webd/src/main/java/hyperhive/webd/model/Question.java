package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;
import java.util.List;

/// A question that an agent asked.
public record Question(
    long id,
    String from,
    String to,
    HostileText text,
    List<HostileText> options,
    boolean multiple,
    Moment askedMs,
    Moment dueMs,
    String state,
    List<HostileText> answer,
    Moment closedMs) {

  public boolean open() {
    return state.equals("open");
  }
}
