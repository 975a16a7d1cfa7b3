package hyperhive.privd.turn;

/// A turn as it is kept; each agent's newest.
///
/// @param endedMs 0 while it runs
/// @param outcome empty while it runs; else ok, failed, not started, timed out, interrupted or lost
/// @param exitCode -1 if there is none
public record TurnRecord(
    String agent,
    String turnId,
    long startedMs,
    long endedMs,
    String outcome,
    int exitCode,
    String error) {

  public boolean runs() {
    return endedMs == 0;
  }
}
