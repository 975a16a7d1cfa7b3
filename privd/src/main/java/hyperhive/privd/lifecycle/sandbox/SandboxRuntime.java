package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.lifecycle.ContainerExit;
import hyperhive.privd.lifecycle.ContainerRuntime;
import hyperhive.privd.lifecycle.ContainerSpec;
import hyperhive.privd.lifecycle.Isolation;
import hyperhive.privd.lifecycle.RunningContainer;
import hyperhive.privd.lifecycle.UidBlock;
import hyperhive.privd.sys.ErrnoException;
import hyperhive.privd.sys.ProcessIdentity;
import hyperhive.privd.sys.ProcessRunner;
import hyperhive.wire.AgentName;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Containers by bubblewrap. They belong to nobody but the kernel: closing this object, or the
/// death of this process, leaves them running.
public final class SandboxRuntime implements ContainerRuntime, AutoCloseable {
  static final List<String> COMMAND = List.of("/opt/hyperhive/agentd/bin/agentd", "run");

  private static final Logger LOG = LoggerFactory.getLogger(SandboxRuntime.class);

  private final SandboxLayout layout;
  private final Cgroups cgroups;
  private final AgentDirectories directories;
  private final AgentMounts mounts;
  private final ManagerViews views;
  private final AgentProcesses processes;
  private final Launcher launcher;
  private final ContainerDeaths deaths;
  private final LogSweep sweep;

  private SandboxRuntime(SandboxConfig config, ProcessRunner runner)
      throws IOException, ContainerException {
    this.layout = new SandboxLayout(config.stateDir(), config.runtimeDir());
    this.cgroups =
        Cgroups.detect(
            CgroupHierarchies.ofThisProcess(), layout.instanceId(), config.allowUnlimited());
    this.directories = new AgentDirectories(layout);
    this.mounts = new AgentMounts(layout, config.jdkHome(), config.agentdHome(), config.dns());
    this.views = new ManagerViews(directories, mounts);
    this.processes = new AgentProcesses(cgroups);
    directories.makeParents();
    mounts.makeParents();
    this.launcher = new Launcher(runner, config.bubblewrap(), layout.launches());
    this.deaths = ContainerDeaths.open(layout);
    this.sweep = LogSweep.start(layout);
  }

  /// Makes the directories and the shared tmpfs, and finds out how limits can be had.
  ///
  /// @throws ContainerException if they cannot, and the configuration does not accept that
  public static SandboxRuntime open(SandboxConfig config, ProcessRunner runner)
      throws ContainerException {
    try {
      return new SandboxRuntime(config, runner);
    } catch (IOException e) {
      throw new ContainerException(
          "The directories for containers cannot be made; privd must run as root.", e);
    }
  }

  @Override
  public List<Isolation> probe() throws ContainerException {
    return new HostProbe(layout, cgroups, launcher, processes).run();
  }

  @Override
  public void manager(AgentName manager, UidBlock uids) {
    views.manager(manager, uids);
  }

  @Override
  public void prepare(ContainerSpec spec) throws ContainerException {
    if (spec.manager()) {
      views.manager(spec.agent(), spec.uids());
    }
    try {
      directories.make(spec.agent(), spec.uids(), views.configOwner());
      mounts.prepare(spec.agent());
      views.show(spec.agent());
    } catch (IOException e) {
      throw new ContainerException("The agent's directories cannot be made: " + reason(e), e);
    }
  }

  @Override
  public RunningContainer start(ContainerSpec spec) throws ContainerException {
    prepare(spec);
    String group = spec.agent().value();
    try {
      if (processes.any(group, spec.uids())) {
        throw new ContainerException("The container still runs; stop it first.");
      }
      cgroups.remove(group);
      mounts.renew(spec);
      ProcessIdentity init = launch(spec);
      RunningContainer container =
          new RunningContainer(
              spec.agent(), ProcessIdentity.bootId(), init.pid(), init.startTicks());
      if (!deaths.watch(container)) {
        throw new ContainerException("The container ended at once; its log may say why.");
      }
      return container;
    } catch (IOException e) {
      throw new ContainerException("The container cannot be started: " + reason(e), e);
    }
  }

  private ProcessIdentity launch(ContainerSpec spec) throws IOException, ContainerException {
    LaunchPlan plan =
        new LaunchPlan(
            spec.uids(),
            layout.launch(spec.agent().value()),
            layout.log(spec.agent()).resolve("output"),
            cgroups.create(spec.agent().value(), spec.limits()),
            mounts.arguments(spec),
            COMMAND);
    try {
      return launcher.launch(plan);
    } catch (IOException | ContainerException e) {
      kill(spec.agent(), spec.uids());
      throw e;
    }
  }

  @Override
  public boolean adopt(RunningContainer container) throws ContainerException {
    try {
      return ProcessIdentity.bootId().equals(container.bootId()) && deaths.watch(container);
    } catch (IOException e) {
      throw new ContainerException("A running container cannot be watched: " + reason(e), e);
    }
  }

  @Override
  public void kill(AgentName agent, UidBlock uids) throws ContainerException {
    try {
      processes.end(agent.value(), uids, LaunchPlan.statusIn(layout.launch(agent.value())));
    } catch (IOException e) {
      throw new ContainerException("The container cannot be ended: " + reason(e), e);
    }
  }

  @Override
  public void release(AgentName agent, UidBlock uids) throws ContainerException {
    try {
      requireEnded(agent, uids);
      mounts.release(agent);
    } catch (IOException e) {
      throw new ContainerException("The agent's mounts cannot be removed: " + reason(e), e);
    }
  }

  @Override
  public void purge(AgentName agent, UidBlock uids) throws ContainerException {
    release(agent, uids);
    try {
      views.hide(agent);
      directories.purge(agent);
    } catch (IOException e) {
      throw new ContainerException("The agent's directories cannot be deleted: " + reason(e), e);
    }
  }

  private void requireEnded(AgentName agent, UidBlock uids) throws IOException, ContainerException {
    if (processes.any(agent.value(), uids)) {
      throw new ContainerException("The container still runs; stop it first.");
    }
  }

  @Override
  public byte[] log(AgentName agent, int maxBytes) throws IOException {
    return OutputLog.tail(layout.log(agent).resolve("output"), maxBytes);
  }

  @Override
  public void onExit(Consumer<ContainerExit> listener) {
    deaths.onExit(listener);
  }

  @Override
  public void close() {
    deaths.close();
    sweep.close();
    try {
      cgroups.removeParent();
    } catch (IOException e) {
      LOG.warn("an empty control group stays behind: {}", reason(e));
    }
  }

  /// An exception of the file system has a path in its message; its kind is enough for the
  /// operator.
  private static String reason(IOException e) {
    return switch (e) {
      case ErrnoException failed -> failed.reason();
      default -> e.getClass().getSimpleName();
    };
  }
}
