package hyperhive.privd;

import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.lifecycle.ContainerExit;
import hyperhive.privd.lifecycle.ContainerRuntime;
import hyperhive.privd.lifecycle.ContainerSpec;
import hyperhive.privd.lifecycle.Isolation;
import hyperhive.privd.registry.RunningContainer;
import hyperhive.privd.registry.UidBlock;
import hyperhive.wire.AgentName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Containers that are only names: the directories of their sockets are real, and a test says when
/// one dies.
public final class FakeContainerRuntime implements ContainerRuntime {
  private final Path runtimeDir;
  private final AtomicLong pids = new AtomicLong(1_000_000);
  private volatile Consumer<ContainerExit> listener = exit -> {};

  final Map<AgentName, RunningContainer> alive = new ConcurrentHashMap<>();
  final List<String> calls = new CopyOnWriteArrayList<>();

  /// Agents whose containers cannot be started.
  final Set<AgentName> broken = ConcurrentHashMap.newKeySet();

  volatile Consumer<AgentName> afterStart = name -> {};

  FakeContainerRuntime(Path runtimeDir) {
    this.runtimeDir = runtimeDir;
  }

  void die(AgentName name, int code) {
    RunningContainer dead = alive.remove(name);
    if (dead == null) {
      throw new AssertionError(name + " does not run");
    }
    listener.accept(new ContainerExit(dead, code));
  }

  long starts(AgentName name) {
    return calls.stream().filter(("start " + name)::equals).count();
  }

  @Override
  public List<Isolation> probe() {
    return List.of(new Isolation("nothing", false, "Nothing is isolated here."));
  }

  @Override
  public void manager(AgentName manager, UidBlock uids) {
    calls.add("manager " + manager);
  }

  @Override
  public void prepare(ContainerSpec spec) throws ContainerException {
    Path gate = runtimeDir.resolve("agents").resolve(spec.agent().value());
    try {
      Files.createDirectories(gate.resolve("hive"));
      Files.setAttribute(gate, "unix:gid", spec.uids().base());
      Files.setPosixFilePermissions(gate, PosixFilePermissions.fromString("rwx--x---"));
    } catch (IOException failure) {
      throw new ContainerException("The directories cannot be made.", failure);
    }
  }

  @Override
  public RunningContainer start(ContainerSpec spec) throws ContainerException {
    AgentName name = spec.agent();
    calls.add("start " + name);
    if (broken.contains(name) || !Files.exists(spec.config().resolve("agent.toml"))) {
      throw new ContainerException("It cannot be started.");
    }
    RunningContainer container = new RunningContainer(name, "boot", pids.incrementAndGet(), 1);
    if (alive.putIfAbsent(name, container) != null) {
      throw new ContainerException("The container still runs; stop it first.");
    }
    afterStart.accept(name);
    return container;
  }

  @Override
  public boolean adopt(RunningContainer container) {
    calls.add("adopt " + container.agent());
    return container.equals(alive.get(container.agent()));
  }

  @Override
  public void kill(AgentName agent, UidBlock uids) {
    calls.add("kill " + agent);
    RunningContainer killed = alive.remove(agent);
    if (killed != null) {
      listener.accept(new ContainerExit(killed, 137));
    }
  }

  @Override
  public void releaseShared() {}

  @Override
  public void release(AgentName agent, UidBlock uids) {
    calls.add("release " + agent);
  }

  @Override
  public void purge(AgentName agent, UidBlock uids) {
    calls.add("purge " + agent);
  }

  @Override
  public byte[] log(AgentName agent, int maxBytes) {
    return "the last line\n".getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void onExit(Consumer<ContainerExit> theListener) {
    listener = theListener;
  }

  @Override
  public void close() {}
}
