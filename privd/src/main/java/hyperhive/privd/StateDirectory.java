package hyperhive.privd;

import hyperhive.privd.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// privd's own corner of the state directory: root only.
final class StateDirectory {
  static final String AUDIT = "audit.log";
  static final String SETUP_TOKEN = "setup-token";

  private StateDirectory() {}

  static Path privd(Path stateDir) {
    return stateDir.resolve("privd");
  }

  /// Makes it with its owners and modes; the state directory itself lets agents' uids through to
  /// their own.
  static Path prepare(Path stateDir) throws ConfigurationException {
    Path directory = privd(stateDir);
    try {
      Files.createDirectories(stateDir);
      Files.setPosixFilePermissions(stateDir, PosixFilePermissions.fromString("rwx--x--x"));
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(stateDir.resolve("builds"));
      return directory;
    } catch (IOException failure) {
      throw new ConfigurationException(
          "state_dir: " + stateDir + " cannot be made; privd runs as root.");
    }
  }
}
