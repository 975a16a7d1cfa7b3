package hyperhive.privd.endpoint.agent;

import hyperhive.privd.approval.Approvals;
import hyperhive.privd.audit.AuditLog;
import hyperhive.privd.broker.MessageLists;
import hyperhive.privd.broker.Messages;
import hyperhive.privd.broker.QuestionLists;
import hyperhive.privd.broker.Questions;
import hyperhive.privd.broker.Reminders;
import hyperhive.privd.broker.Repeats;
import hyperhive.privd.endpoint.Door;
import hyperhive.privd.endpoint.DoorLimits;
import hyperhive.privd.endpoint.EventLoops;
import hyperhive.privd.endpoint.PeerRule;
import hyperhive.privd.endpoint.RequestDeadline;
import hyperhive.privd.lifecycle.AgentDoors;
import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.lifecycle.Lifecycle;
import hyperhive.privd.looseend.LooseEnds;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.turn.Turns;
import hyperhive.wire.AgentName;
import io.grpc.BindableService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/// One socket per agent. Its service objects are made for that agent and know no other; its peers
/// are the uids of that agent's block and nobody else, root included.
public final class AgentSockets implements AgentDoors, AutoCloseable {

  /// What the service objects work with.
  public record Broker(
      Messages messages,
      MessageLists messageLists,
      Questions questions,
      QuestionLists questionLists,
      Reminders reminders,
      LooseEnds looseEnds,
      Approvals approvals,
      Turns turns,
      Repeats repeats) {}

  private final Path runtimeDir;
  private final EventLoops loops;
  private final ScheduledExecutorService scheduler;
  private final Agents agents;
  private final Broker broker;
  private final AuditLog audit;
  private final Clock clock;
  private final Map<AgentName, Door> doors = new ConcurrentHashMap<>();
  private @Nullable Lifecycle lifecycle;

  public AgentSockets(
      Path runtimeDir,
      EventLoops loops,
      ScheduledExecutorService scheduler,
      Agents agents,
      Broker broker,
      AuditLog audit,
      Clock clock) {
    this.runtimeDir = runtimeDir;
    this.loops = loops;
    this.scheduler = scheduler;
    this.agents = agents;
    this.broker = broker;
    this.audit = audit;
    this.clock = clock;
  }

  /// The lifecycle opens and closes sockets, and what comes in over them drives the lifecycle: one
  /// of the two has to learn of the other after it was made.
  public void connect(Lifecycle theLifecycle) {
    lifecycle = theLifecycle;
  }

  @Override
  public synchronized void open(AgentRecord agent) throws ContainerException {
    if (doors.containsKey(agent.name())) {
      return;
    }
    Path socket = socket(agent.name());
    PeerRule block = uid -> agent.uids().contains(uid);
    try {
      Door door =
          Door.open(
              loops,
              socket,
              block,
              DoorLimits.AGENT,
              services(agent),
              List.of(new RateLimit(), new RequestDeadline(scheduler)));
      // The gate above it and the check of the peer's uid decide who comes in.
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
      doors.put(agent.name(), door);
    } catch (IOException failure) {
      throw new ContainerException("The agent's socket cannot be opened.", failure);
    }
  }

  @Override
  public synchronized void close(AgentName agent) {
    Door door = doors.remove(agent);
    if (door != null) {
      door.close();
    }
  }

  /// Full names of the services behind an agent's socket, if it is open.
  public Optional<List<String>> services(AgentName agent) {
    return Optional.ofNullable(doors.get(agent)).map(Door::services);
  }

  @Override
  public synchronized void close() {
    doors.values().forEach(Door::close);
    doors.clear();
  }

  private Path socket(AgentName agent) {
    return runtimeDir.resolve("agents").resolve(agent.value()).resolve("hive/agent.sock");
  }

  private List<BindableService> services(AgentRecord agent) {
    Lifecycle containers = java.util.Objects.requireNonNull(lifecycle, "connect comes first");
    AgentName self = agent.name();
    List<BindableService> services = new ArrayList<>();
    services.add(
        new AgentService(
            new Mail(
                self,
                broker.messages(),
                broker.questionLists(),
                agents,
                containers,
                broker.repeats()),
            new Asking(
                self,
                broker.questions(),
                broker.reminders(),
                broker.looseEnds(),
                broker.repeats(),
                clock),
            new Reporting(
                self, agents, containers, broker.messages(), broker.turns(), broker.repeats())));
    if (agent.manager()) {
      services.add(
          new ManagerService(
              new Managing(
                  self,
                  agents,
                  broker.approvals(),
                  containers,
                  broker.messageLists(),
                  broker.repeats(),
                  audit)));
    }
    return services;
  }
}
