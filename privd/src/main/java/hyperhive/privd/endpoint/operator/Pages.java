package hyperhive.privd.endpoint.operator;

import hyperhive.operator.v1.GetAgentReply;
import hyperhive.operator.v1.GetApprovalReply;
import hyperhive.operator.v1.GetOverviewReply;
import hyperhive.operator.v1.Limits;
import hyperhive.operator.v1.ListApprovalsReply;
import hyperhive.operator.v1.ListApprovalsRequest;
import hyperhive.operator.v1.ListAuditReply;
import hyperhive.operator.v1.ListAuditRequest;
import hyperhive.operator.v1.ListMessagesReply;
import hyperhive.operator.v1.ListMessagesRequest;
import hyperhive.operator.v1.ListQuestionsReply;
import hyperhive.operator.v1.ListQuestionsRequest;
import hyperhive.operator.v1.PageContext;
import hyperhive.operator.v1.Turn;
import hyperhive.privd.approval.ApprovalLists;
import hyperhive.privd.audit.AuditLog;
import hyperhive.privd.audit.AuditPage;
import hyperhive.privd.broker.MessageLists;
import hyperhive.privd.broker.MessageRecord;
import hyperhive.privd.broker.Messages;
import hyperhive.privd.broker.QuestionLists;
import hyperhive.privd.lifecycle.Isolation;
import hyperhive.privd.looseend.LooseEnds;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.registry.Desired;
import hyperhive.privd.turn.Turns;
import hyperhive.wire.AgentName;
import hyperhive.wire.ApprovalId;
import java.io.IOException;
import java.util.List;

/// What the operator's pages show; each method is one page.
final class Pages {
  private static final int OVERVIEW = 50;
  private static final int ACTIVITY = 10;
  private static final int RECENT = 20;
  private static final int MOST = 100;
  private static final int MOST_AUDIT = 200;

  private final PageFrame frame;
  private final Agents agents;
  private final AgentSummaries summaries;
  private final QuestionLists questions;
  private final ApprovalLists approvals;
  private final Messages messages;
  private final MessageLists messageLists;
  private final LooseEnds looseEnds;
  private final Turns turns;
  private final AuditLog audit;
  private final List<Isolation> isolation;
  private final hyperhive.privd.config.Limits limits;
  private final AgentName managerName;

  Pages(
      PageFrame frame,
      Agents agents,
      AgentSummaries summaries,
      QuestionLists questions,
      ApprovalLists approvals,
      Messages messages,
      MessageLists messageLists,
      LooseEnds looseEnds,
      Turns turns,
      AuditLog audit,
      List<Isolation> isolation,
      hyperhive.privd.config.Limits limits,
      AgentName managerName) {
    this.frame = frame;
    this.agents = agents;
    this.summaries = summaries;
    this.questions = questions;
    this.approvals = approvals;
    this.messages = messages;
    this.messageLists = messageLists;
    this.looseEnds = looseEnds;
    this.turns = turns;
    this.audit = audit;
    this.isolation = isolation;
    this.limits = limits;
    this.managerName = managerName;
  }

  GetOverviewReply overview() {
    PageContext context = frame.context();
    GetOverviewReply.Builder page =
        GetOverviewReply.newBuilder()
            .setContext(context)
            .setAgents(summaries.section())
            .setQuestions(Sections.questions(() -> questions.openForOperator(OVERVIEW)))
            .setApprovals(Sections.approvals(() -> approvals.pending(OVERVIEW)))
            .setActivity(
                Sections.messages(() -> messageLists.newest("", 0, ACTIVITY), this::isLeased))
            .setManagerName(managerName.value());
    page.setHasManager(page.getAgents().getItemsList().stream().anyMatch(a -> a.getManager()));
    isolation.forEach(each -> page.addIsolation(Views.isolation(each)));
    return page.build();
  }

  GetAgentReply agent(AgentName name) {
    PageContext context = frame.context();
    AgentRecord agent = agents.require(name);
    Turn turn =
        turns
            .newest(name)
            .map(newest -> Views.turn(newest, turns.lines(name).view()))
            .orElse(Turn.getDefaultInstance());
    return GetAgentReply.newBuilder()
        .setContext(context)
        .setAgent(summaries.one(agent))
        .setTurn(turn)
        .setInbox(Sections.messages(() -> messageLists.unacked(name, OVERVIEW), this::isLeased))
        .setLooseEnds(LooseEndView.section(looseEnds, name))
        .setRecent(
            Sections.messages(() -> messageLists.newest(name.value(), 0, RECENT), this::isLeased))
        .setLimits(
            Limits.newBuilder()
                .setMemoryBytes(limits.memoryBytes())
                .setCpuPercent(limits.cpuPercent())
                .setTasks(limits.tasks()))
        .build();
  }

  ListApprovalsReply approvals(ListApprovalsRequest request) {
    int limit = Parsing.within("limit", request.getLimit(), 1, MOST);
    long before = Parsing.notNegative("before_id", request.getBeforeId());
    return ListApprovalsReply.newBuilder()
        .setContext(frame.context())
        .setPending(Sections.approvals(() -> approvals.pending(MOST)))
        .setClosed(Sections.approvals(() -> approvals.decided(before, limit)))
        .build();
  }

  GetApprovalReply approval(long id) {
    return GetApprovalReply.newBuilder()
        .setContext(frame.context())
        .setApproval(Views.approval(approvals.require(new ApprovalId(id))))
        .build();
  }

  ListQuestionsReply questions(ListQuestionsRequest request) {
    int limit = Parsing.within("limit", request.getLimit(), 1, MOST);
    long before = Parsing.notNegative("before_id", request.getBeforeId());
    return ListQuestionsReply.newBuilder()
        .setContext(frame.context())
        .setOpen(Sections.questions(() -> questions.openForOperator(MOST)))
        .setClosed(Sections.questions(() -> questions.closed(before, limit)))
        .build();
  }

  ListMessagesReply messages(ListMessagesRequest request) {
    int limit = Parsing.within("limit", request.getLimit(), 1, MOST);
    long before = Parsing.notNegative("before_id", request.getBeforeId());
    String agent = request.getAgent();
    if (!agent.isEmpty()) {
      agents.require(AgentName.parse(agent));
    }
    ListMessagesReply.Builder page =
        ListMessagesReply.newBuilder()
            .setContext(frame.context())
            .setMessages(
                Sections.messages(() -> messageLists.newest(agent, before, limit), this::isLeased));
    agents.all().items().stream()
        .filter(each -> each.desired() != Desired.DESTROYED)
        .map(each -> each.name().value())
        .sorted()
        .forEach(page::addAgents);
    return page.build();
  }

  ListAuditReply audit(ListAuditRequest request) {
    int limit = Parsing.within("limit", request.getLimit(), 1, MOST_AUDIT);
    long before = Parsing.notNegative("before", request.getBefore());
    PageContext context = frame.context();
    try {
      AuditPage page = audit.page(before, limit);
      ListAuditReply.Builder reply =
          ListAuditReply.newBuilder()
              .setContext(context)
              .setNextBefore(page.nextBefore())
              .setChainIntact(page.chainIntact())
              .setDamaged(page.damaged());
      page.entries().forEach(entry -> reply.addEntries(Views.audit(entry)));
      return reply.build();
    } catch (IOException failure) {
      throw Refusal.unavailable("The audit log cannot be read at the moment; try again.");
    }
  }

  PageContext context() {
    return frame.context();
  }

  private boolean isLeased(MessageRecord message) {
    if (message.ackedMs() != 0) {
      return false;
    }
    return messages.isLeased(AgentName.parse(message.recipient()), message.id());
  }
}
