package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.lifecycle.ContainerExit;
import hyperhive.privd.lifecycle.ContainerRuntime;
import hyperhive.privd.lifecycle.ContainerSpec;
import hyperhive.privd.lifecycle.Isolation;
import hyperhive.privd.registry.RunningContainer;
import hyperhive.privd.registry.UidBlock;
import hyperhive.privd.sys.ProcessIdentity;
import hyperhive.privd.sys.ProcessRunner;
import hyperhive.wire.AgentName;
import java.io.IOException;
import java.nio.file.Path;
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
    Explained.run(
        "The agent's directories cannot be made",
        () -> {
          directories.make(spec.agent(), spec.uids(), views.configOwner());
          mounts.prepare(spec.agent());
          views.show(spec.agent());
        });
  }

  @Override
  public RunningContainer start(ContainerSpec spec) throws ContainerException {
    prepare(spec);
    RunningContainer container =
        Explained.call("The container cannot be started", () -> launch(spec));
    if (!adopt(container)) {
      throw new ContainerException("The container ended at once; its log may say why.");
    }
    return container;
  }

  private RunningContainer launch(ContainerSpec spec) throws IOException, ContainerException {
    requireEnded(spec.agent(), spec.uids());
    cgroups.remove(spec.agent().value());
    mounts.renew(spec);
    try {
      ProcessIdentity init = launcher.launch(plan(spec));
      return new RunningContainer(
          spec.agent(), ProcessIdentity.bootId(), init.pid(), init.startTicks());
    } catch (IOException | ContainerException e) {
      kill(spec.agent(), spec.uids());
      throw e;
    }
  }

  private LaunchPlan plan(ContainerSpec spec) throws IOException {
    return new LaunchPlan(
        spec.uids(),
        layout.launch(spec.agent().value()),
        layout.log(spec.agent()).resolve("output"),
        cgroups.create(spec.agent().value(), spec.limits()),
        mounts.arguments(spec),
        COMMAND);
  }

  @Override
  public boolean adopt(RunningContainer container) throws ContainerException {
    return Explained.call(
        "A running container cannot be watched",
        () -> ProcessIdentity.bootId().equals(container.bootId()) && deaths.watch(container));
  }

  @Override
  public void kill(AgentName agent, UidBlock uids) throws ContainerException {
    Path status = LaunchPlan.statusIn(layout.launch(agent.value()));
    Explained.run(
        "The container cannot be ended", () -> processes.end(agent.value(), uids, status));
  }

  @Override
  public void release(AgentName agent, UidBlock uids) throws ContainerException {
    Explained.run(
        "The agent's mounts cannot be removed",
        () -> {
          requireEnded(agent, uids);
          mounts.release(agent);
        });
  }

  @Override
  public void releaseShared() throws ContainerException {
    Explained.run("The shared mounts cannot be removed", mounts::removeParents);
  }

  @Override
  public void purge(AgentName agent, UidBlock uids) throws ContainerException {
    release(agent, uids);
    Explained.run(
        "The agent's directories cannot be deleted",
        () -> {
          views.hide(agent);
          directories.purge(agent);
        });
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
      LOG.warn("an empty control group stays behind: {}", Explained.reason(e));
    }
  }
}
