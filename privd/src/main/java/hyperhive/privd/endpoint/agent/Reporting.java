package hyperhive.privd.endpoint.agent;

import hyperhive.agent.v1.HelloReply;
import hyperhive.agent.v1.HelloRequest;
import hyperhive.agent.v1.ReportTurnReply;
import hyperhive.agent.v1.ReportTurnRequest;
import hyperhive.agent.v1.SetStatusReply;
import hyperhive.agent.v1.SetStatusRequest;
import hyperhive.agent.v1.TurnEnded;
import hyperhive.agent.v1.TurnOutcome;
import hyperhive.agent.v1.TurnOutput;
import hyperhive.agent.v1.WhoAmIReply;
import hyperhive.privd.broker.Messages;
import hyperhive.privd.broker.Repeats;
import hyperhive.privd.lifecycle.Lifecycle;
import hyperhive.privd.policy.Bounds;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.registry.Desired;
import hyperhive.privd.turn.Turns;
import hyperhive.wire.AgentName;
import java.util.regex.Pattern;

/// What one agent says of itself: that it is there, what it does, where its turn is.
final class Reporting {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
  private static final int MOST_LINES = 200;
  private static final int LINE_BYTES = 4_096;
  private static final int ERROR_BYTES = 1_000;

  private final AgentName self;
  private final Agents agents;
  private final Lifecycle lifecycle;
  private final Messages messages;
  private final Turns turns;
  private final Repeats repeats;

  Reporting(
      AgentName self,
      Agents agents,
      Lifecycle lifecycle,
      Messages messages,
      Turns turns,
      Repeats repeats) {
    this.self = self;
    this.agents = agents;
    this.lifecycle = lifecycle;
    this.messages = messages;
    this.turns = turns;
    this.repeats = repeats;
  }

  HelloReply hello(HelloRequest request) {
    requireId("instance_id", request.getInstanceId());
    Bounds.atMost("agentd_version", request.getAgentdVersion(), 64);
    AgentRecord agent = agents.require(self);
    messages.newInstance(self, request.getInstanceId());
    lifecycle.hello(self);
    return HelloReply.newBuilder().setName(self.value()).setManager(agent.manager()).build();
  }

  WhoAmIReply whoAmI() {
    AgentRecord agent = agents.require(self);
    WhoAmIReply.Builder reply =
        WhoAmIReply.newBuilder().setName(self.value()).setManager(agent.manager());
    agents.manager().ifPresent(manager -> reply.setManagerName(manager.name().value()));
    agents.all().items().stream()
        .filter(other -> other.desired() != Desired.DESTROYED)
        .map(other -> other.name().value())
        .filter(name -> !name.equals(self.value()))
        .sorted()
        .forEach(reply::addRecipients);
    return reply.build();
  }

  SetStatusReply setStatus(SetStatusRequest request) {
    Bounds.atMost("status", request.getStatus(), Bounds.STATUS_BYTES);
    return repeats.once(
        self,
        request.getRequestId(),
        request,
        SetStatusReply.parser(),
        transaction -> {
          Agents.setStatus(transaction, self, request.getStatus());
          return SetStatusReply.getDefaultInstance();
        });
  }

  ReportTurnReply turn(ReportTurnRequest request) {
    requireId("turn_id", request.getTurnId());
    lifecycle.heard(self);
    return switch (request.getEventCase()) {
      case STARTED -> started(request);
      case OUTPUT -> output(request.getTurnId(), request.getOutput());
      case ENDED -> ended(request, request.getEnded());
      case EVENT_NOT_SET -> throw Refusal.invalid("Say started, output or ended.");
    };
  }

  private ReportTurnReply started(ReportTurnRequest request) {
    return repeats.once(
        self,
        request.getRequestId(),
        request,
        ReportTurnReply.parser(),
        transaction -> {
          turns.started(transaction, self, request.getTurnId());
          return ReportTurnReply.getDefaultInstance();
        });
  }

  /// Lines are for watching and are not kept: no need to remember the request.
  private ReportTurnReply output(String turnId, TurnOutput output) {
    boolean tooLong = output.getLinesList().stream().anyMatch(line -> line.length() > LINE_BYTES);
    if (output.getLinesCount() > MOST_LINES || tooLong || output.getDropped() < 0) {
      throw Refusal.invalid("Output comes in at most 200 lines of at most 4096 bytes.");
    }
    turns.output(self, turnId, output.getLinesList(), output.getDropped());
    return ReportTurnReply.getDefaultInstance();
  }

  private ReportTurnReply ended(ReportTurnRequest request, TurnEnded ended) {
    Bounds.atMost("error", ended.getError(), ERROR_BYTES);
    String outcome = outcome(ended.getOutcome());
    return repeats.once(
        self,
        request.getRequestId(),
        request,
        ReportTurnReply.parser(),
        transaction -> {
          turns.ended(
              transaction,
              self,
              request.getTurnId(),
              outcome,
              ended.getExitCode(),
              ended.getError());
          return ReportTurnReply.getDefaultInstance();
        });
  }

  private static String outcome(TurnOutcome outcome) {
    return switch (outcome) {
      case TURN_OUTCOME_OK -> "ok";
      case TURN_OUTCOME_FAILED -> "failed";
      case TURN_OUTCOME_NOT_STARTED -> "not started";
      case TURN_OUTCOME_TIMED_OUT -> "timed out";
      case TURN_OUTCOME_INTERRUPTED -> "interrupted";
      case TURN_OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
          throw Refusal.invalid("This is not an outcome of a turn.");
    };
  }

  private static void requireId(String what, String value) {
    if (!ID.matcher(value).matches()) {
      throw Refusal.invalid("The " + what + " is 8 to 64 letters, digits or '-'.");
    }
  }
}
