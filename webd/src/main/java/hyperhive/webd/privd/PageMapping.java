package hyperhive.webd.privd;

import hyperhive.operator.v1.GetAgentReply;
import hyperhive.operator.v1.GetOverviewReply;
import hyperhive.operator.v1.ListApprovalsReply;
import hyperhive.operator.v1.ListAuditReply;
import hyperhive.operator.v1.ListMessagesReply;
import hyperhive.operator.v1.ListQuestionsReply;
import hyperhive.webd.model.AgentDetail;
import hyperhive.webd.model.Approvals;
import hyperhive.webd.model.Audit;
import hyperhive.webd.model.AuditEntry;
import hyperhive.webd.model.IsolationFact;
import hyperhive.webd.model.Limits;
import hyperhive.webd.model.Messages;
import hyperhive.webd.model.Overview;
import hyperhive.webd.model.PageContext;
import hyperhive.webd.model.Questions;
import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;

/// Replies that fill a whole page.
final class PageMapping {
  private PageMapping() {}

  static PageContext context(hyperhive.operator.v1.PageContext context) {
    return new PageContext(
        context.getSeq(),
        context.getWaiting(),
        context.getWaitingUnknown(),
        new HostileText(context.getOperator()),
        new Moment(context.getNowMs()));
  }

  static Overview overview(GetOverviewReply reply) {
    return new Overview(
        context(reply.getContext()),
        SectionMapping.agents(reply.getAgents()),
        SectionMapping.questions(reply.getQuestions()),
        SectionMapping.approvals(reply.getApprovals()),
        SectionMapping.messages(reply.getActivity()),
        reply.getIsolationList().stream().map(PageMapping::isolation).toList(),
        reply.getHasManager(),
        reply.getManagerName());
  }

  static AgentDetail agent(GetAgentReply reply) {
    return new AgentDetail(
        context(reply.getContext()),
        ItemMapping.agent(reply.getAgent()),
        ItemMapping.turn(reply.getTurn()),
        SectionMapping.messages(reply.getInbox()),
        SectionMapping.looseEnds(reply.getLooseEnds()),
        SectionMapping.messages(reply.getRecent()),
        limits(reply.getLimits()));
  }

  static Approvals approvals(ListApprovalsReply reply) {
    return new Approvals(
        context(reply.getContext()),
        SectionMapping.approvals(reply.getPending()),
        SectionMapping.approvals(reply.getClosed()));
  }

  static Questions questions(ListQuestionsReply reply) {
    return new Questions(
        context(reply.getContext()),
        SectionMapping.questions(reply.getOpen()),
        SectionMapping.questions(reply.getClosed()));
  }

  static Messages messages(ListMessagesReply reply) {
    return new Messages(
        context(reply.getContext()),
        SectionMapping.messages(reply.getMessages()),
        reply.getAgentsList());
  }

  static Audit audit(ListAuditReply reply) {
    return new Audit(
        context(reply.getContext()),
        reply.getEntriesList().stream().map(PageMapping::entry).toList(),
        reply.getNextBefore(),
        reply.getChainIntact(),
        reply.getDamaged());
  }

  private static AuditEntry entry(hyperhive.operator.v1.AuditEntry entry) {
    return new AuditEntry(
        new Moment(entry.getAtMs()),
        new HostileText(entry.getActor()),
        new HostileText(entry.getAction()),
        new HostileText(entry.getTarget()),
        new HostileText(entry.getOutcome()),
        entry.getDurationUs(),
        entry.getHash());
  }

  private static IsolationFact isolation(hyperhive.operator.v1.Isolation isolation) {
    return new IsolationFact(
        new HostileText(isolation.getName()),
        isolation.getHolds(),
        new HostileText(isolation.getDetail()));
  }

  private static Limits limits(hyperhive.operator.v1.Limits limits) {
    return new Limits(limits.getMemoryBytes(), limits.getCpuPercent(), limits.getTasks());
  }
}
