package hyperhive.agentd.turn;

import hyperhive.agent.v1.TurnEnded;
import hyperhive.agent.v1.TurnOutcome;
import java.io.IOException;
import java.time.Duration;

/// How a turn can end, with the line the operator reads.
final class Endings {
  private static final int MAX_ERROR_BYTES = 1000;
  private static final int SIGNAL_BASE = 128;

  private Endings() {}

  static TurnEnded exited(int code) {
    if (code == 0) {
      return TurnEnded.newBuilder().setOutcome(TurnOutcome.TURN_OUTCOME_OK).build();
    }
    String how =
        code > SIGNAL_BASE
            ? "The command ended with code %d, which is how signal %d shows."
                .formatted(code, code - SIGNAL_BASE)
            : "The command ended with code %d.".formatted(code);
    return ended(TurnOutcome.TURN_OUTCOME_FAILED, code, how);
  }

  static TurnEnded notStarted(String program, IOException why) {
    return ended(
        TurnOutcome.TURN_OUTCOME_NOT_STARTED,
        -1,
        "The command " + program + " cannot be started: " + why.getMessage());
  }

  static TurnEnded timedOut(Duration limit) {
    return ended(
        TurnOutcome.TURN_OUTCOME_TIMED_OUT,
        -1,
        "The command was killed after " + limit.toSeconds() + " seconds.");
  }

  static TurnEnded interrupted() {
    return ended(
        TurnOutcome.TURN_OUTCOME_INTERRUPTED,
        -1,
        "The container was stopped; what the turn was given is delivered again.");
  }

  private static TurnEnded ended(TurnOutcome outcome, int code, String error) {
    String line = error.replaceAll("\\p{Cntrl}+", " ");
    return TurnEnded.newBuilder()
        .setOutcome(outcome)
        .setExitCode(code)
        .setError(LineReader.cut(line, MAX_ERROR_BYTES))
        .build();
  }
}
