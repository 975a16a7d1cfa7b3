package hyperhive.webd.page;

import hyperhive.webd.asset.Assets;
import hyperhive.webd.model.AgentDetail;
import hyperhive.webd.model.ApprovalDetail;
import hyperhive.webd.model.Approvals;
import hyperhive.webd.model.Audit;
import hyperhive.webd.model.FileList;
import hyperhive.webd.model.Log;
import hyperhive.webd.model.Messages;
import hyperhive.webd.model.Overview;
import hyperhive.webd.model.PageContext;
import hyperhive.webd.model.Questions;
import hyperhive.webd.privd.PrivdClient;
import hyperhive.webd.session.SessionToken;
import hyperhive.wire.AgentName;
import hyperhive.wire.ApprovalId;
import java.util.List;

/// Fetches what a page shows. Each method asks privd exactly once.
public final class Sights {
  private static final int LIST_LIMIT = 50;
  private static final int AUDIT_LIMIT = 100;
  private static final int LOG_BYTES = 128 * 1024;

  private final PrivdClient privd;
  private final Assets assets;

  public Sights(PrivdClient privd, Assets assets) {
    this.privd = privd;
    this.assets = assets;
  }

  public Sight overview(SessionToken session) {
    Overview overview = privd.getOverview(session);
    return sight(
        "overview",
        inside("Overview", "overview", "overview", overview.context()),
        overview,
        List.of("overview/needs", "overview/agents", "overview/activity"));
  }

  public Sight agent(SessionToken session, AgentName name) {
    AgentDetail detail = privd.getAgent(session, name);
    return sight(
        "agent",
        inside(name.value(), "", "agent/" + name, detail.context()),
        new AgentScreen(name.value(), "now", detail),
        List.of("agent/state", "agent/turn", "agent/ends", "agent/inbox", "agent/actions"));
  }

  public Sight agentMessages(SessionToken session, AgentName name, long before) {
    Messages messages = privd.listMessages(session, name.value(), before, LIST_LIMIT);
    String key = before == 0 ? "agent/" + name + "/messages" : "count";
    return sight(
        "agentmessages",
        inside(name + " messages", "", key, messages.context()),
        new MessageScreen(
            name.value(), "/agent/" + name + "/messages", before, messages, Draft.to(name.value())),
        List.of("messages/list"));
  }

  public Sight files(SessionToken session, AgentName name, String path) {
    FileList files = privd.listAgentStateFiles(session, name, path);
    return sight(
        "files",
        inside(name + " files", "", "count", files.context()),
        new FileScreen(name.value(), path, files),
        List.of());
  }

  public Sight log(SessionToken session, AgentName name) {
    Log log = log(session, name, LOG_BYTES);
    return sight(
        "log",
        inside(name + " log", "", "count", log.context()),
        new LogScreen(name.value(), log),
        List.of());
  }

  public Log log(SessionToken session, AgentName name, int maxBytes) {
    return privd.readAgentLog(session, name, maxBytes);
  }

  public Sight approvals(SessionToken session, long before) {
    Approvals approvals = privd.listApprovals(session, before, LIST_LIMIT);
    return sight(
        "approvals",
        inside("Approvals", "approvals", before == 0 ? "approvals" : "count", approvals.context()),
        new ListScreen<>(before, approvals),
        List.of("approvals/pending", "approvals/closed"));
  }

  public Sight approval(SessionToken session, ApprovalId id) {
    ApprovalDetail detail = privd.getApproval(session, id);
    return sight(
        "approval",
        inside("Approval " + id, "approvals", "approvals/" + id, detail.context()),
        detail,
        List.of("approvals/detail"));
  }

  public Sight questions(SessionToken session, long before) {
    Questions questions = privd.listQuestions(session, before, LIST_LIMIT);
    return sight(
        "questions",
        inside("Questions", "questions", before == 0 ? "questions" : "count", questions.context()),
        new ListScreen<>(before, questions),
        List.of("questions/open", "questions/closed"));
  }

  public Sight messages(SessionToken session, String agent, long before) {
    String filter = agent.isEmpty() ? "" : AgentName.parse(agent).value();
    Messages messages = privd.listMessages(session, filter, before, LIST_LIMIT);
    String newest = filter.isEmpty() ? "messages" : "messages/" + filter;
    return sight(
        "messages",
        inside("Messages", "messages", before == 0 ? newest : "count", messages.context()),
        new MessageScreen(filter, "/messages", before, messages, Draft.to(filter)),
        List.of("messages/list"));
  }

  public Sight audit(SessionToken session, long before) {
    Audit audit = privd.listAudit(session, before, AUDIT_LIMIT);
    return sight(
        "audit",
        inside("Audit log", "audit", "count", audit.context()),
        new ListScreen<>(before, audit),
        List.of());
  }

  /// Only the frame, for pages whose content does not change by itself.
  public Sight count(SessionToken session) {
    return sight(
        "count",
        inside("", "", "count", privd.listQuestions(session, 0, 1).context()),
        "",
        List.of());
  }

  private Frame inside(String name, String nav, String key, PageContext context) {
    return Frame.inside(assets, name, nav, key, context);
  }

  private static Sight sight(String template, Frame frame, Object model, List<String> regions) {
    return new Sight(template, new Screen<>(frame, model), regions);
  }
}
