package hyperhive.webd.privd;

import hyperhive.operator.v1.AgentSummary;
import hyperhive.webd.model.Agent;
import hyperhive.webd.model.AgentState;
import hyperhive.webd.model.Approval;
import hyperhive.webd.model.LooseEnd;
import hyperhive.webd.model.Message;
import hyperhive.webd.model.Question;
import hyperhive.webd.model.StateFile;
import hyperhive.webd.model.Turn;
import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;
import java.util.List;

/// Single things on a page.
final class ItemMapping {
  private ItemMapping() {}

  static Agent agent(AgentSummary agent) {
    return new Agent(
        agent.getName(),
        agent.getManager(),
        state(agent.getState()),
        agent.getPaused(),
        new HostileText(agent.getStatus()),
        new HostileText(agent.getNote()),
        new Moment(agent.getBusySinceMs()),
        new Moment(agent.getHeardMs()),
        new Moment(agent.getRestartMs()),
        new HostileText(agent.getLastError()),
        new Moment(agent.getLastErrorMs()),
        agent.getUndelivered(),
        agent.getOpenQuestions(),
        agent.getRestarts());
  }

  private static AgentState state(hyperhive.operator.v1.AgentState state) {
    return switch (state) {
      case AGENT_STATE_STOPPED -> AgentState.STOPPED;
      case AGENT_STATE_STARTING -> AgentState.STARTING;
      case AGENT_STATE_RUNNING -> AgentState.RUNNING;
      case AGENT_STATE_RESTARTING -> AgentState.RESTARTING;
      case AGENT_STATE_PARKED -> AgentState.PARKED;
      case AGENT_STATE_DESTROYED -> AgentState.DESTROYED;
      case AGENT_STATE_UNSPECIFIED, UNRECOGNIZED -> AgentState.UNKNOWN;
    };
  }

  static Turn turn(hyperhive.operator.v1.Turn turn) {
    return new Turn(
        turn.getId(),
        new Moment(turn.getStartedMs()),
        new Moment(turn.getEndedMs()),
        turn.getOutcome(),
        turn.getExitCode(),
        new HostileText(turn.getError()),
        texts(turn.getLinesList()),
        turn.getLinesDropped());
  }

  static Question question(hyperhive.operator.v1.Question question) {
    return new Question(
        question.getId(),
        question.getFrom(),
        question.getTo(),
        new HostileText(question.getText()),
        texts(question.getOptionsList()),
        question.getMultiple(),
        new Moment(question.getAskedMs()),
        new Moment(question.getDueMs()),
        question.getState(),
        texts(question.getAnswerList()),
        new Moment(question.getClosedMs()));
  }

  static Approval approval(hyperhive.operator.v1.Approval approval) {
    return new Approval(
        approval.getId(),
        approval.getKind(),
        approval.getAgent(),
        approval.getRequestedBy(),
        new HostileText(approval.getReason()),
        approval.getState(),
        approval.getVersion(),
        approval.getCommit(),
        new Moment(approval.getRequestedMs()),
        new Moment(approval.getClosedMs()),
        new HostileText(approval.getNote()),
        new HostileText(approval.getDecidedBy()));
  }

  static Message message(hyperhive.operator.v1.Message message) {
    return new Message(
        message.getId(),
        message.getFrom(),
        message.getTo(),
        new HostileText(message.getBody()),
        new Moment(message.getSentMs()),
        new Moment(message.getAckedMs()),
        message.getLeased(),
        message.getRedelivered());
  }

  static LooseEnd looseEnd(hyperhive.operator.v1.LooseEnd end) {
    return new LooseEnd(
        end.getKind(),
        end.getId(),
        end.getWith(),
        new HostileText(end.getText()),
        new Moment(end.getSinceMs()),
        new Moment(end.getDueMs()),
        texts(end.getOptionsList()),
        end.getMultiple());
  }

  static StateFile file(hyperhive.operator.v1.StateFile file) {
    return new StateFile(
        new HostileText(file.getName()),
        file.getKind(),
        file.getSize(),
        new Moment(file.getModifiedMs()),
        file.getUnreadableName());
  }

  private static List<HostileText> texts(List<String> texts) {
    return texts.stream().map(HostileText::new).toList();
  }
}
