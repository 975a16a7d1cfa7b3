package hyperhive.privd;

import hyperhive.privd.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the sockets are. It has a lock of its own: a privd with another state directory would
/// otherwise take them away.
final class RuntimeDirectory {
  private RuntimeDirectory() {}

  static Path lock(Path runtimeDir) throws ConfigurationException {
    try {
      Files.createDirectories(runtimeDir);
      return runtimeDir.resolve("privd.lock");
    } catch (IOException failure) {
      throw new ConfigurationException(
          "runtime_dir: " + runtimeDir + " cannot be made; privd runs as root.");
    }
  }
}
