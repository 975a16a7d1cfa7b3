package hyperhive.privd;

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
import hyperhive.privd.broker.Reminders;
import hyperhive.privd.broker.Repeats;
import hyperhive.privd.config.PrivdConfig;
import hyperhive.privd.config.PrivdConfig.Sandbox;
import hyperhive.privd.endpoint.Door;
import hyperhive.privd.endpoint.EventLoops;
import hyperhive.privd.endpoint.agent.AgentSockets;
import hyperhive.privd.endpoint.operator.OperatorEndpoint;
import hyperhive.privd.endpoint.operator.WebUser;
import hyperhive.privd.event.EventLog;
import hyperhive.privd.lifecycle.Bootstrap;
import hyperhive.privd.lifecycle.ConfigExports;
import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.lifecycle.ContainerRuntime;
import hyperhive.privd.lifecycle.Isolation;
import hyperhive.privd.lifecycle.Lifecycle;
import hyperhive.privd.lifecycle.Welcome;
import hyperhive.privd.lifecycle.sandbox.SandboxConfig;
import hyperhive.privd.lifecycle.sandbox.SandboxRuntime;
import hyperhive.privd.looseend.LooseEnds;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.store.Counter;
import hyperhive.privd.store.Database;
import hyperhive.privd.store.Writer;
import hyperhive.privd.sys.HostProcessRunner;
import hyperhive.privd.turn.Turns;
import hyperhive.wire.AgentName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jdbi.v3.core.Jdbi;

/// Everything privd is made of, wired by hand.
final class Core implements AutoCloseable {
  /// Event numbers taken per life; more than one life can use up.
  private static final long SEQ_BLOCK = 1L << 32;

  private final EventLoops loops = new EventLoops();
  private final ScheduledExecutorService scheduler;
  private final Writer writer;
  private final ContainerRuntime runtime;
  private final AgentSockets sockets;
  private final Lifecycle lifecycle;
  private final Door operatorDoor;

  /// What it is put into: the host's clock, timer and containers.
  record Host(
      ContainerRuntime runtime,
      List<Isolation> isolation,
      ScheduledExecutorService scheduler,
      Clock clock) {}

  static Core start(
      PrivdConfig config, WebUser webUser, Path directory, Database database, AuditLog audit)
      throws ContainerException, IOException {
    SandboxRuntime runtime = SandboxRuntime.open(sandbox(config), new HostProcessRunner());
    List<Isolation> isolation = runtime.probe();
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
    Host host = new Host(runtime, isolation, scheduler, Clock.systemUTC());
    return new Core(config, webUser, directory, database, audit, host);
  }

  Core(
      PrivdConfig config,
      WebUser webUser,
      Path directory,
      Database database,
      AuditLog audit,
      Host host)
      throws ContainerException, IOException {
    Clock clock = host.clock();
    scheduler = host.scheduler();
    runtime = host.runtime();
    Jdbi jdbi = database.jdbi();
    EventLog events = new EventLog(firstSeq(jdbi));
    writer = new Writer(jdbi, events);
    Agents agents = new Agents(jdbi, config.sandbox().firstUidBase());
    Messages messages = new Messages(jdbi, writer, clock);
    MessageLists messageLists = new MessageLists(jdbi);
    Questions questions = new Questions(jdbi, messages, clock);
    QuestionLists questionLists = new QuestionLists(jdbi);
    Reminders reminders = new Reminders(jdbi, messages, clock);
    Approvals approvals = new Approvals(messages, clock, config.managerName());
    ApprovalLists approvalLists = new ApprovalLists(jdbi);
    LooseEnds looseEnds =
        new LooseEnds(questionLists, questions, reminders, approvalLists, approvals);
    Turns turns = new Turns(jdbi, events, clock);
    Repeats repeats = new Repeats(writer, clock);
    ConfigExports exports = new ConfigExports(config.stateDir());
    sockets =
        new AgentSockets(
            config.runtimeDir(),
            loops,
            scheduler,
            agents,
            new AgentSockets.Broker(
                messages,
                messageLists,
                questions,
                questionLists,
                reminders,
                looseEnds,
                approvals,
                turns,
                repeats),
            audit,
            clock);
    lifecycle =
        new Lifecycle(
            runtime,
            sockets,
            agents,
            writer,
            messages,
            questions,
            turns,
            events,
            exports,
            config.limits(),
            clock,
            scheduler);
    sockets.connect(lifecycle);
    Welcome welcome = new Welcome(messages);
    Bootstrap bootstrap = new Bootstrap(config, agents, exports, welcome, writer, clock);
    Deployer deployer =
        new Deployer(
            approvals,
            approvalLists,
            lifecycle,
            exports,
            agents,
            welcome,
            writer,
            config.spawned(),
            config.health(),
            clock);
    Sessions sessions = new Sessions(jdbi, writer, clock, config.sessionLifetime());
    SetupToken setupToken =
        new SetupToken(jdbi, writer, directory.resolve(StateDirectory.SETUP_TOKEN));
    Login login = new Login(jdbi, writer, sessions, setupToken, clock);
    Chores chores = new Chores(writer, questions, reminders, repeats);
    LoginUpkeep upkeep = new LoginUpkeep(directory, login, setupToken, audit);

    upkeep.atStart();
    bootstrap.createConfigured();
    operatorDoor =
        OperatorEndpoint.open(
            loops,
            scheduler,
            webUser,
            new OperatorEndpoint.Core(
                config,
                agents,
                messages,
                messageLists,
                questions,
                questionLists,
                looseEnds,
                approvals,
                approvalLists,
                deployer,
                lifecycle,
                bootstrap,
                turns,
                events,
                writer,
                login,
                sessions,
                setupToken,
                audit,
                host.isolation(),
                clock,
                Daemon.VERSION));
    lifecycle.resumeAll();
    deployer.resumeAll();
    chores.schedule(scheduler);
    upkeep.schedule(scheduler);
  }

  private static SandboxConfig sandbox(PrivdConfig config) {
    Sandbox sandbox = config.sandbox();
    return new SandboxConfig(
        config.stateDir(),
        config.runtimeDir(),
        sandbox.jdkHome(),
        sandbox.agentdHome(),
        sandbox.bubblewrap(),
        sandbox.allowUnlimited(),
        sandbox.dns());
  }

  private static long firstSeq(Jdbi jdbi) {
    return jdbi.inTransaction(handle -> Counter.take(handle, "event_seq", 1, SEQ_BLOCK));
  }

  /// What an agent's socket serves, if it is open.
  Optional<List<String>> agentServices(AgentName agent) {
    return sockets.services(agent);
  }

  /// Containers run on unless they are asked to end; either way nothing is restarted any more.
  void prepareToStop(boolean endContainers) {
    if (endContainers) {
      lifecycle.endAll();
    } else {
      lifecycle.shutDown();
    }
  }

  @Override
  public void close() {
    operatorDoor.close();
    sockets.close();
    scheduler.shutdownNow();
    writer.close();
    runtime.close();
    loops.close();
  }
}
