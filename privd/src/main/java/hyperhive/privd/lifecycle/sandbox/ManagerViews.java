package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.registry.UidBlock;
import hyperhive.wire.AgentName;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What the manager sees of the agents. Agents are prepared in parallel and all land in the same
/// place, so one at a time.
final class ManagerViews {
  private final AgentDirectories directories;
  private final AgentMounts mounts;
  private @Nullable Manager manager;

  private record Manager(AgentName name, UidBlock uids) {}

  ManagerViews(AgentDirectories directories, AgentMounts mounts) {
    this.directories = directories;
    this.mounts = mounts;
  }

  synchronized void manager(AgentName name, UidBlock uids) {
    manager = new Manager(name, uids);
  }

  /// Root as long as there is no manager who could edit it.
  synchronized int configOwner() {
    return manager == null ? 0 : manager.uids().base();
  }

  /// Shows one agent to the manager; if it is the manager itself, every agent there is. Nothing is
  /// shown before the manager's own directory is there: it is the gate above what is shown.
  synchronized void show(AgentName agent) throws IOException {
    if (manager == null || !mounts.hasGate(manager.name())) {
      return;
    }
    if (!manager.name().equals(agent)) {
      mounts.show(manager.name(), agent);
      return;
    }
    for (AgentName each : directories.known()) {
      mounts.show(manager.name(), each);
    }
  }

  /// Takes an agent out of the manager's sight; if it is the manager itself, everything.
  synchronized void hide(AgentName agent) throws IOException {
    if (manager == null) {
      return;
    }
    if (!manager.name().equals(agent)) {
      mounts.hide(manager.name(), agent);
      return;
    }
    for (AgentName each : directories.known()) {
      mounts.hide(agent, each);
    }
  }
}
