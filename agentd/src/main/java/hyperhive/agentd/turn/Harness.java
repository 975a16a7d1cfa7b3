package hyperhive.agentd.turn;

import hyperhive.agent.v1.LooseEnd;
import hyperhive.agent.v1.LooseEndsReply;
import hyperhive.agent.v1.Message;
import hyperhive.agent.v1.ReportTurnRequest;
import hyperhive.agent.v1.TurnEnded;
import hyperhive.agent.v1.TurnOutcome;
import hyperhive.agent.v1.TurnStarted;
import hyperhive.agentd.link.Backoff;
import hyperhive.agentd.link.Privd;
import hyperhive.agentd.link.RequestIds;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The turn loop. One turn at a time, until its thread is interrupted.
public final class Harness {
  private static final Logger LOG = LoggerFactory.getLogger(Harness.class);

  private final HiveLink link;
  private final TurnCommand command;
  private final Backoff reconnecting = Backoff.reconnecting();
  private final Backoff afterFailures = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  public Harness(Privd privd, String version, TurnCommand command) {
    this.link = new HiveLink(privd, version);
    this.command = command;
  }

  /// Returns when interrupted, with nothing of a turn left running.
  public void run() {
    try {
      link.hello();
      while (true) {
        listen();
      }
    } catch (InterruptedException stopped) {
      LOG.info("stopped");
    }
  }

  private void listen() throws InterruptedException {
    List<Message> messages = link.receive(reconnecting);
    if (!messages.isEmpty()) {
      turn(messages);
    }
  }

  private void turn(List<Message> messages) throws InterruptedException {
    String turnId = RequestIds.fresh();
    TurnStarted.Builder started = TurnStarted.newBuilder();
    messages.forEach(message -> started.addMessageIds(message.getId()));
    link.report(event(turnId).setStarted(started).build());
    TurnEnded ended = carryOut(turnId, new Prompt(messages, looseEnds()));
    link.report(event(turnId).setEnded(ended).build());
    link.ack(messages);
    if (ended.getOutcome() == TurnOutcome.TURN_OUTCOME_OK) {
      afterFailures.reset();
    } else {
      afterFailures.pause();
    }
  }

  private TurnEnded carryOut(String turnId, Prompt prompt) throws InterruptedException {
    OutputBuffer buffer = new OutputBuffer();
    OutputReporter reporter = OutputReporter.start(link, turnId, buffer);
    try {
      TurnEnded ended = command.run(turnId, prompt, buffer::add);
      reporter.finish();
      return ended;
    } catch (InterruptedException stopped) {
      reporter.abandon();
      link.reportAtLast(event(turnId).setEnded(Endings.interrupted()).build());
      throw stopped;
    }
  }

  private Optional<List<LooseEnd>> looseEnds() throws InterruptedException {
    try {
      LooseEndsReply reply = link.looseEnds();
      return Optional.of(reply.getLooseEndsList());
    } catch (StatusRuntimeException refused) {
      LOG.warn("no loose ends: {}", refused.getStatus());
      return Optional.empty();
    }
  }

  private static ReportTurnRequest.Builder event(String turnId) {
    return ReportTurnRequest.newBuilder().setRequestId(RequestIds.fresh()).setTurnId(turnId);
  }
}
