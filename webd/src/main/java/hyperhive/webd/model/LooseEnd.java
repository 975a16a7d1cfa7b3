package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;
import java.util.List;

/// Something an agent has begun and that is not finished.
///
/// @param kind asked, owed, reminder or approval
public record LooseEnd(
    String kind,
    long id,
    String with,
    HostileText text,
    Moment sinceMs,
    Moment dueMs,
    List<HostileText> options,
    boolean multiple) {

  /// Whether the operator is the one who can answer it.
  public boolean waitsForOperator() {
    return kind.equals("asked") && with.equals("operator");
  }
}
