package hyperhive.privd.endpoint.operator;

import hyperhive.operator.v1.AgentState;
import hyperhive.operator.v1.Approval;
import hyperhive.operator.v1.AuditEntry;
import hyperhive.operator.v1.Isolation;
import hyperhive.operator.v1.Message;
import hyperhive.operator.v1.Question;
import hyperhive.operator.v1.Session;
import hyperhive.operator.v1.Turn;
import hyperhive.privd.approval.ApprovalRecord;
import hyperhive.privd.auth.Sessions.Minted;
import hyperhive.privd.broker.MessageRecord;
import hyperhive.privd.broker.QuestionRecord;
import hyperhive.privd.lifecycle.LifeState;
import hyperhive.privd.turn.TurnOutputLines;
import hyperhive.privd.turn.TurnRecord;

/// Domain records as the operator's wire has them.
final class Views {
  private static final int SHOWN_HASH = 16;

  private Views() {}

  static AgentState state(LifeState state) {
    return switch (state) {
      case STOPPED -> AgentState.AGENT_STATE_STOPPED;
      case STARTING -> AgentState.AGENT_STATE_STARTING;
      case RUNNING -> AgentState.AGENT_STATE_RUNNING;
      case RESTARTING -> AgentState.AGENT_STATE_RESTARTING;
      case PARKED -> AgentState.AGENT_STATE_PARKED;
      case DESTROYED -> AgentState.AGENT_STATE_DESTROYED;
    };
  }

  static Question question(QuestionRecord question) {
    return Question.newBuilder()
        .setId(question.id())
        .setFrom(question.asker())
        .setTo(question.asked())
        .setText(question.text())
        .addAllOptions(question.options())
        .setMultiple(question.multiple())
        .setAskedMs(question.askedMs())
        .setDueMs(question.dueMs())
        .setState(question.state().stored())
        .addAllAnswer(question.answer())
        .setClosedMs(question.closedMs())
        .build();
  }

  static Approval approval(ApprovalRecord approval) {
    return Approval.newBuilder()
        .setId(approval.id())
        .setKind(approval.kind().stored())
        .setAgent(approval.agent().value())
        .setRequestedBy(approval.requestedBy())
        .setReason(approval.reason())
        .setState(approval.state().stored())
        .setVersion(approval.version())
        .setCommit(approval.commit())
        .setRequestedMs(approval.requestedMs())
        .setClosedMs(approval.closedMs())
        .setNote(approval.note())
        .setDecidedBy(approval.decidedBy())
        .build();
  }

  static Message message(MessageRecord message, boolean leased) {
    return Message.newBuilder()
        .setId(message.id())
        .setFrom(message.sender())
        .setTo(message.recipient())
        .setBody(message.body())
        .setSentMs(message.sentMs())
        .setAckedMs(message.ackedMs())
        .setLeased(leased)
        .setRedelivered(message.handedOut() && !leased && message.ackedMs() == 0)
        .build();
  }

  static Turn turn(TurnRecord turn, TurnOutputLines.View output) {
    return Turn.newBuilder()
        .setId(turn.turnId())
        .setStartedMs(turn.startedMs())
        .setEndedMs(turn.endedMs())
        .setOutcome(turn.outcome())
        .setExitCode(turn.exitCode())
        .setError(turn.error())
        .addAllLines(output.lines())
        .setLinesDropped(output.dropped())
        .build();
  }

  static Isolation isolation(hyperhive.privd.lifecycle.Isolation isolation) {
    return Isolation.newBuilder()
        .setName(isolation.name())
        .setHolds(isolation.holds())
        .setDetail(isolation.detail())
        .build();
  }

  static AuditEntry audit(hyperhive.privd.audit.AuditEntry entry) {
    return AuditEntry.newBuilder()
        .setAtMs(entry.atMs())
        .setActor(entry.actor())
        .setAction(entry.action())
        .setTarget(entry.target())
        .setOutcome(entry.outcome())
        .setDurationUs(entry.durationMicros())
        .setHash(entry.hash().substring(0, SHOWN_HASH))
        .build();
  }

  static Session session(Minted minted) {
    return Session.newBuilder()
        .setToken(minted.token())
        .setExpiresMs(minted.actor().expiresMs())
        .build();
  }
}
