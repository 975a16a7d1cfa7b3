package hyperhive.privd.endpoint.operator;

import hyperhive.privd.approval.ApprovalLists;
import hyperhive.privd.approval.Approvals;
import hyperhive.privd.approval.Deployer;
import hyperhive.privd.audit.AuditLog;
import hyperhive.privd.auth.Login;
import hyperhive.privd.auth.Sessions;
import hyperhive.privd.auth.SetupToken;
import hyperhive.privd.broker.MessageLists;
import hyperhive.privd.broker.Messages;
import hyperhive.privd.broker.QuestionLists;
import hyperhive.privd.broker.Questions;
import hyperhive.privd.config.PrivdConfig;
import hyperhive.privd.endpoint.Door;
import hyperhive.privd.endpoint.EventLoops;
import hyperhive.privd.event.EventLog;
import hyperhive.privd.files.AgentStateFiles;
import hyperhive.privd.lifecycle.Bootstrap;
import hyperhive.privd.lifecycle.Isolation;
import hyperhive.privd.lifecycle.Lifecycle;
import hyperhive.privd.looseend.LooseEnds;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.store.Writer;
import hyperhive.privd.turn.Turns;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/// Puts the operator's methods together and opens their socket.
public final class OperatorEndpoint {

  /// What the methods work with.
  public record Core(
      PrivdConfig config,
      Agents agents,
      Messages messages,
      MessageLists messageLists,
      Questions questions,
      QuestionLists questionLists,
      LooseEnds looseEnds,
      Approvals approvals,
      ApprovalLists approvalLists,
      Deployer deployer,
      Lifecycle lifecycle,
      Bootstrap bootstrap,
      Turns turns,
      EventLog events,
      Writer writer,
      Login login,
      Sessions sessions,
      SetupToken setupToken,
      AuditLog audit,
      List<Isolation> isolation,
      Clock clock,
      String version) {}

  private OperatorEndpoint() {}

  public static Door open(
      EventLoops loops, ScheduledExecutorService scheduler, WebUser webUser, Core core)
      throws IOException {
    return OperatorSocket.open(
        loops,
        scheduler,
        core.config().runtimeDir(),
        webUser,
        service(core),
        RequestTable.checked(),
        core.sessions(),
        core.audit());
  }

  private static OperatorService service(Core core) {
    PageFrame frame =
        new PageFrame(core.events(), core.questionLists(), core.approvalLists(), core.clock());
    return new OperatorService(
        new Access(core.login(), core.sessions(), core.setupToken(), core.version()),
        pages(core, frame),
        new Files(
            frame, core.agents(), new AgentStateFiles(core.config().stateDir()), core.lifecycle()),
        new AgentActions(
            core.approvals(),
            core.approvalLists(),
            core.deployer(),
            core.lifecycle(),
            core.bootstrap(),
            core.messages(),
            core.writer()),
        new Conversation(core.messages(), core.questions(), core.writer()),
        new WatchStream(core.events(), core.sessions()));
  }

  private static Pages pages(Core core, PageFrame frame) {
    AgentSummaries summaries =
        new AgentSummaries(
            core.agents(),
            core.lifecycle(),
            core.messageLists(),
            core.questionLists(),
            core.turns());
    return new Pages(
        frame,
        core.agents(),
        summaries,
        core.questionLists(),
        core.approvalLists(),
        core.messages(),
        core.messageLists(),
        core.looseEnds(),
        core.turns(),
        core.audit(),
        core.isolation(),
        core.config().limits(),
        core.config().managerName());
  }
}
