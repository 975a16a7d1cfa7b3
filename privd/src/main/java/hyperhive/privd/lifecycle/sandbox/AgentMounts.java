package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.lifecycle.ContainerSpec;
import hyperhive.privd.sys.MountFlag;
import hyperhive.wire.AgentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The binds for each container, made by root on one shared tmpfs with the flags they will have
/// inside; bubblewrap, which runs as the agent, only passes them on.
record AgentMounts(SandboxLayout layout, Path jdkHome, Path agentdHome, List<String> dns) {
  private static final Set<MountFlag> WRITABLE =
      EnumSet.of(MountFlag.NO_SUID, MountFlag.NO_DEVICES);
  private static final Set<MountFlag> READ_ONLY =
      EnumSet.of(MountFlag.READ_ONLY, MountFlag.NO_SUID, MountFlag.NO_DEVICES);

  /// What the manager must not follow: an agent's link would lead it to its own files.
  private static final Set<MountFlag> SHOWN_TO_MANAGER = EnumSet.allOf(MountFlag.class);

  private static final List<String> BINDS =
      List.of("state", "harness", "config", "hive", "jdk", "agentd");

  void makeParents() throws IOException {
    Mounts.sharedTmpfs(layout.mounts(), "16m", "0711");
  }

  void removeParents() throws IOException {
    Mounts.detach(layout.mounts());
  }

  /// What may be made while the container runs.
  void prepare(AgentName agent) throws IOException {
    Path mount = layout.mount(agent);
    Mounts.bind(layout.agent(agent).resolve("state"), mount.resolve("state"), WRITABLE);
    Mounts.bind(layout.agent(agent).resolve("harness"), mount.resolve("harness"), WRITABLE);
    Mounts.bind(layout.socketDirectory(agent).resolve("hive"), mount.resolve("hive"), READ_ONLY);
    Mounts.tmpfs(layout.log(agent), OutputLog.FILE_SYSTEM_SIZE, "0700");
  }

  /// What may be another directory at each start.
  void renew(ContainerSpec spec) throws IOException {
    Path mount = layout.mount(spec.agent());
    Mounts.rebind(spec.config(), mount.resolve("config"), READ_ONLY);
    Mounts.rebind(jdkHome, mount.resolve("jdk"), READ_ONLY);
    Mounts.rebind(agentdHome, mount.resolve("agentd"), READ_ONLY);
    EtcFiles.write(mount.resolve("etc"), spec.agent(), dns);
    if (spec.manager()) {
      Files.createDirectories(mount.resolve("agents"));
    }
  }

  BubblewrapArguments arguments(ContainerSpec spec) throws IOException {
    Path mount = layout.mount(spec.agent());
    BubblewrapArguments arguments =
        new BubblewrapArguments()
            .isolated("h-" + spec.agent())
            .withHostPrograms()
            .withKernelFileSystems()
            .withEtc(mount.resolve("etc"))
            .asMounted(mount.resolve("state"), "/state")
            .asMounted(mount.resolve("harness"), "/root")
            .readOnly(mount.resolve("config"), "/config")
            .readOnly(mount.resolve("hive"), "/run/hive")
            .readOnly(mount.resolve("jdk"), "/opt/hyperhive/jdk")
            .readOnly(mount.resolve("agentd"), "/opt/hyperhive/agentd");
    if (spec.manager()) {
      arguments.asMounted(mount.resolve("agents"), "/agents");
    }
    return arguments.withEnvironmentOf(spec.agent()).workingIn("/state");
  }

  /// Whether the directory that keeps others out of the agent's binds has been made.
  boolean hasGate(AgentName agent) {
    return Files.isDirectory(layout.mount(agent));
  }

  void show(AgentName manager, AgentName agent) throws IOException {
    Path view = layout.managerView(manager, agent);
    Files.createDirectories(view);
    Mounts.bind(layout.agent(agent).resolve("config"), view.resolve("config"), WRITABLE);
    Mounts.bind(layout.agent(agent).resolve("state"), view.resolve("state"), SHOWN_TO_MANAGER);
  }

  /// Removing the directory also takes the view away from a manager that runs: there the mount is
  /// locked and a mere unmount here would not reach it.
  void hide(AgentName manager, AgentName agent) throws IOException {
    Path view = layout.managerView(manager, agent);
    for (String child : List.of("config", "state")) {
      Mounts.detach(view.resolve(child));
      Files.deleteIfExists(view.resolve(child));
    }
    Files.deleteIfExists(view);
  }

  void release(AgentName agent) throws IOException {
    for (String bind : BINDS) {
      Mounts.detach(layout.mount(agent).resolve(bind));
    }
    Mounts.detach(layout.log(agent));
  }
}
