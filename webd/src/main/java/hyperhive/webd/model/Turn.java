package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;
import java.util.List;

/// The current or last run of an agent's command.
///
/// @param id empty if there was none yet
public record Turn(
    String id,
    Moment startedMs,
    Moment endedMs,
    String outcome,
    int exitCode,
    HostileText error,
    List<HostileText> lines,
    long linesDropped) {

  public boolean exists() {
    return !id.isEmpty();
  }

  public boolean running() {
    return exists() && !endedMs.isSet();
  }
}
