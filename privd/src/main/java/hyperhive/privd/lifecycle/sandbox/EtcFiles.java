package hyperhive.privd.lifecycle.sandbox;

import hyperhive.wire.AgentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The few files of `/etc` that are written for a container rather than taken from the host: with
/// none of them there is no user name, no localhost and no resolver.
final class EtcFiles {
  static final List<String> NAMES =
      List.of("group", "hostname", "hosts", "nsswitch.conf", "passwd", "resolv.conf");

  private EtcFiles() {}

  /// Writes them into a directory of root.
  static void write(Path directory, AgentName agent, List<String> dns) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (Map.Entry<String, String> file : contents(agent, dns).entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.writeString(path, file.getValue());
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  private static Map<String, String> contents(AgentName agent, List<String> dns) {
    String host = "h-" + agent;
    StringBuilder resolv = new StringBuilder();
    dns.forEach(address -> resolv.append("nameserver ").append(address).append('\n'));
    return new TreeMap<>(
        Map.of(
            "passwd",
            "root:x:0:0:"
                + agent
                + ":/root:/bin/sh\n"
                + "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
            "group",
            "root:x:0:\nnogroup:x:65534:\n",
            "hostname",
            host + "\n",
            "hosts",
            "127.0.0.1 localhost " + host + "\n::1 localhost " + host + "\n",
            "nsswitch.conf",
            "passwd: files\ngroup: files\nhosts: files dns\n",
            "resolv.conf",
            resolv.toString()));
  }
}
