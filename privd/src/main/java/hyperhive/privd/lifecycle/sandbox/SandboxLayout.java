package hyperhive.privd.lifecycle.sandbox;

import hyperhive.wire.AgentName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where everything of a container lies on the host.
record SandboxLayout(Path stateDir, Path runtimeDir) {
  private static final int INSTANCE_ID_BYTES = 5;

  /// Tells the cgroups of several daemons on one host apart.
  String instanceId() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(stateDir.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, INSTANCE_ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  Path agents() {
    return stateDir.resolve("agents");
  }

  Path agent(AgentName agent) {
    return agents().resolve(agent.value());
  }

  Path sockets() {
    return runtimeDir.resolve("agents");
  }

  /// Its child `hive` holds the agent's socket.
  Path socketDirectory(AgentName agent) {
    return sockets().resolve(agent.value());
  }

  /// The shared tmpfs on which every bind for a container is made.
  Path mounts() {
    return runtimeDir.resolve("mnt");
  }

  Path mount(AgentName agent) {
    return mounts().resolve(agent.value());
  }

  /// What the manager sees at `/agents/<agent>`.
  Path managerView(AgentName manager, AgentName agent) {
    return mount(manager).resolve("agents").resolve(agent.value());
  }

  Path logs() {
    return runtimeDir.resolve("log");
  }

  Path log(AgentName agent) {
    return logs().resolve(agent.value());
  }

  Path launches() {
    return runtimeDir.resolve("launch");
  }

  /// The files one launch reads and writes, by an agent's name or a word that is none.
  Path launch(String name) {
    return launches().resolve(name);
  }
}
