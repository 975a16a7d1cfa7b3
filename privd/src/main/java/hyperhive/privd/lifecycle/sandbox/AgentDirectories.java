package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.registry.UidBlock;
import hyperhive.privd.sys.Descriptor;
import hyperhive.privd.sys.Opening;
import hyperhive.wire.AgentName;
import hyperhive.wire.InvalidValueException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The directories of agents, with their owners. An agent may open its own directories to
/// everybody, so what keeps others out is the gate above them: `root:<agent>` 0710.
record AgentDirectories(SandboxLayout layout) {

  /// What has to be there before any agent.
  void makeParents() throws IOException {
    OwnedDirectory.ofRoot(layout.stateDir(), 0711);
    OwnedDirectory.ofRoot(layout.agents(), 0711);
    OwnedDirectory.ofRoot(layout.runtimeDir(), 0711);
    OwnedDirectory.ofRoot(layout.sockets(), 0711);
    OwnedDirectory.ofRoot(layout.mounts(), 0711);
    OwnedDirectory.ofRoot(layout.logs(), 0700);
    OwnedDirectory.ofRoot(layout.launches(), 0700);
  }

  /// @param configOwner the uid that edits the agent's configuration
  void make(AgentName agent, UidBlock uids, int configOwner) throws IOException {
    int uid = uids.base();
    OwnedDirectory.child(layout.agents(), agent.value(), 0, uid, 0710);
    Path home = layout.agent(agent);
    // Others may look into state: of them only the manager ever gets this far.
    OwnedDirectory.child(home, "state", uid, uid, 0755);
    OwnedDirectory.child(home, "harness", uid, uid, 0700);
    giveConfig(home, configOwner);
    OwnedDirectory.child(layout.sockets(), agent.value(), 0, uid, 0710);
    OwnedDirectory.child(layout.socketDirectory(agent), "hive", 0, 0, 0755);
    OwnedDirectory.child(layout.mounts(), agent.value(), 0, uid, 0710);
    OwnedDirectory.child(layout.logs(), agent.value(), 0, 0, 0700);
  }

  /// A manager that was purged and made again has other uids; what it wrote before becomes its own.
  private static void giveConfig(Path home, int owner) throws IOException {
    Path config = home.resolve("config");
    boolean changed = Files.exists(config) && ownerOf(config) != owner;
    if (changed) {
      TreeOwner.change(config, owner);
    }
    OwnedDirectory.child(home, "config", owner, owner, 0700);
  }

  private static long ownerOf(Path path) throws IOException {
    try (Descriptor directory = Descriptor.open(path, Opening.DIRECTORY)) {
      return directory.status().uid();
    }
  }

  /// Every agent that has directories, running or not.
  List<AgentName> known() throws IOException {
    List<AgentName> agents = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(layout.agents())) {
      for (Path child : children) {
        nameOf(child).ifPresent(agents::add);
      }
    }
    return agents;
  }

  /// Something else may lie there, a file system's `lost+found` for one.
  private static Optional<AgentName> nameOf(Path child) {
    try {
      return Optional.of(AgentName.parse(child.getFileName().toString()));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  /// Deletes them all, after every mount below was taken away.
  void purge(AgentName agent) throws IOException {
    for (Path parent :
        List.of(
            layout.agents(), layout.sockets(), layout.mounts(), layout.logs(), layout.launches())) {
      TreeRemoval.remove(parent, agent.value());
    }
  }
}
