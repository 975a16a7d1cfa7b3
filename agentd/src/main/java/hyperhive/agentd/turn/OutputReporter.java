package hyperhive.agentd.turn;

import hyperhive.agent.v1.ReportTurnRequest;
import hyperhive.agent.v1.TurnOutput;
import hyperhive.agentd.link.RequestIds;
import java.time.Duration;
import java.util.Optional;

/// Sends one turn's output to privd while the command runs.
final class OutputReporter {
  private static final Duration PACE = Duration.ofMillis(200);

  private final HiveLink link;
  private final String turnId;
  private final OutputBuffer buffer;
  private final Thread thread;

  private OutputReporter(HiveLink link, String turnId, OutputBuffer buffer) {
    this.link = link;
    this.turnId = turnId;
    this.buffer = buffer;
    this.thread = Thread.ofPlatform().daemon().name("output").unstarted(this::run);
  }

  static OutputReporter start(HiveLink link, String turnId, OutputBuffer buffer) {
    OutputReporter reporter = new OutputReporter(link, turnId, buffer);
    reporter.thread.start();
    return reporter;
  }

  /// Returns when privd has every line that was not dropped.
  void finish() throws InterruptedException {
    buffer.close();
    thread.join();
  }

  void abandon() {
    thread.interrupt();
  }

  private void run() {
    try {
      Optional<TurnOutput> batch = buffer.take();
      while (batch.isPresent()) {
        link.report(
            ReportTurnRequest.newBuilder()
                .setRequestId(RequestIds.fresh())
                .setTurnId(turnId)
                .setOutput(batch.get())
                .build());
        Thread.sleep(PACE);
        batch = buffer.take();
      }
    } catch (InterruptedException abandoned) {
      Thread.currentThread().interrupt();
    }
  }
}
