package hyperhive.agentd.fake;

import hyperhive.agent.v1.ReportTurnRequest;
import hyperhive.agent.v1.TurnEnded;
import java.util.List;

/// What was reported about turns.
public final class Turns {
  private Turns() {}

  public static List<TurnEnded> ended(FakePrivdAgentSocket privd) {
    return reports(privd)
        .filter(ReportTurnRequest::hasEnded)
        .map(ReportTurnRequest::getEnded)
        .toList();
  }

  public static List<String> lines(FakePrivdAgentSocket privd) {
    return reports(privd)
        .filter(ReportTurnRequest::hasOutput)
        .flatMap(report -> report.getOutput().getLinesList().stream())
        .toList();
  }

  public static long dropped(FakePrivdAgentSocket privd) {
    return reports(privd).mapToLong(report -> report.getOutput().getDropped()).sum();
  }

  public static TurnEnded awaitEnd(FakePrivdAgentSocket privd, int number) throws Exception {
    Waiting.until("turn " + number + " ended", () -> ended(privd).size() >= number);
    return ended(privd).get(number - 1);
  }

  private static java.util.stream.Stream<ReportTurnRequest> reports(FakePrivdAgentSocket privd) {
    return privd.agent().requests(ReportTurnRequest.class).stream();
  }
}
