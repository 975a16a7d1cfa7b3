package hyperhive.privd.lifecycle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import hyperhive.wire.AgentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// `builds/<name>/<id>/`: the read-only configuration a container runs from. It belongs to root and
/// no agent can write it.
public final class ConfigExports {
  // A JSON string without HTML escaping is a TOML basic string.
  private static final Gson QUOTED = new GsonBuilder().disableHtmlEscaping().create();

  private final Path builds;

  public ConfigExports(Path stateDir) {
    this.builds = stateDir.resolve("builds");
  }

  public Path directory(AgentName agent, long configId) {
    return builds.resolve(agent.value()).resolve(Long.toString(configId));
  }

  /// Writes the configuration of an agent that has none of its own: what command it runs.
  public void write(AgentName agent, long configId, List<String> command)
      throws ContainerException {
    String toml = "[harness]\nkind = \"command\"\ncommand = " + QUOTED.toJson(command) + "\n";
    Path directory = directory(agent, configId);
    try {
      Files.createDirectories(directory);
      Path fresh = directory.resolve("agent.toml.new");
      Files.writeString(fresh, toml);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("r--r--r--"));
      Files.move(
          fresh, directory.resolve("agent.toml"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      // Root binds the directory into the container, where it must be readable; on the way to it
      // on the host nobody else gets through.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(builds, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException failure) {
      throw new ContainerException("The agent's configuration cannot be written.", failure);
    }
  }

  /// Deletes every export of an agent. Only root writes here, so that a plain walk is safe.
  public void purge(AgentName agent) throws ContainerException {
    Path directory = builds.resolve(agent.value());
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException failure) {
      throw new ContainerException("The agent's exports cannot be deleted.", failure);
    }
  }
}
