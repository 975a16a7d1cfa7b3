package hyperhive.privd.lifecycle.sandbox;

import hyperhive.wire.AgentName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What bubblewrap is told. The list goes through a file descriptor: on its command line everybody
/// inside could read the host's paths.
final class BubblewrapArguments {
  static final int ARGUMENTS_FD = 7;
  static final int STATUS_FD = 8;
  static final int FILTER_FD = 9;

  private static final List<String> HOST_ETC =
      List.of(
          "alternatives",
          "ca-certificates.conf",
          "ld.so.cache",
          "ld.so.conf",
          "ld.so.conf.d",
          "localtime",
          "pki/ca-trust/extracted",
          "pki/tls/certs",
          "ssl/certs",
          "ssl/openssl.cnf");
  private static final List<String> TOP_LEVEL_OF_USR =
      List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

  private final List<String> arguments = new ArrayList<>();

  /// Namespaces are asked for one by one: `--unshare-all` only tries some of them.
  BubblewrapArguments isolated(String hostName) {
    add("--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts");
    add("--unshare-cgroup", "--disable-userns", "--uid", "0", "--gid", "0");
    add("--hostname", hostName, "--clearenv");
    add("--seccomp", Integer.toString(FILTER_FD));
    return add("--json-status-fd", Integer.toString(STATUS_FD));
  }

  /// The host's programs, read-only, and nothing else of the host.
  BubblewrapArguments withHostPrograms() throws IOException {
    add("--ro-bind", "/usr", "/usr");
    for (String name : TOP_LEVEL_OF_USR) {
      Path path = Path.of("/", name);
      if (Files.isSymbolicLink(path)) {
        add("--symlink", Files.readSymbolicLink(path).toString(), path.toString());
      } else if (Files.isDirectory(path)) {
        add("--ro-bind", path.toString(), path.toString());
      }
    }
    if (!Files.isDirectory(Path.of("/usr/lib")) && Files.isDirectory(Path.of("/nix/store"))) {
      add("--ro-bind", "/nix/store", "/nix/store");
    }
    return this;
  }

  /// Every tmpfs has a size; without one each may take half of the host's memory.
  BubblewrapArguments withKernelFileSystems() {
    add("--proc", "/proc", "--dev", "/dev");
    tmpfs("/dev/shm", 64).add("--remount-ro", "/dev");
    tmpfs("/tmp", 512).tmpfs("/run", 16).tmpfs("/var/tmp", 64);
    return add("--symlink", "/run", "/var/run");
  }

  BubblewrapArguments withEtc(Path written) {
    for (String name : EtcFiles.NAMES) {
      add("--ro-bind", written.resolve(name).toString(), "/etc/" + name);
    }
    for (String name : HOST_ETC) {
      add("--ro-bind-try", "/etc/" + name, "/etc/" + name);
    }
    return this;
  }

  BubblewrapArguments readOnly(Path source, String target) {
    return add("--ro-bind", source.toString(), target);
  }

  /// As the mount itself allows: its flags were set by root before.
  BubblewrapArguments asMounted(Path source, String target) {
    return add("--bind", source.toString(), target);
  }

  BubblewrapArguments withEnvironmentOf(AgentName agent) {
    variable(
        "PATH", "/opt/hyperhive/agentd/bin:/opt/hyperhive/jdk/bin:/usr/local/bin:/usr/bin:/bin");
    variable("HOME", "/root").variable("LANG", "C.UTF-8").variable("HIVE_LABEL", agent.value());
    variable("JAVA_HOME", "/opt/hyperhive/jdk");
    String mail = agent + "@hyperhive";
    variable("GIT_AUTHOR_NAME", agent.value()).variable("GIT_AUTHOR_EMAIL", mail);
    return variable("GIT_COMMITTER_NAME", agent.value()).variable("GIT_COMMITTER_EMAIL", mail);
  }

  BubblewrapArguments workingIn(String directory) {
    return add("--chdir", directory);
  }

  /// @return what bubblewrap reads from its descriptor: each argument followed by NUL
  byte[] bytes() {
    List<String> all = new ArrayList<>(arguments);
    all.add("--remount-ro");
    all.add("/");
    return (String.join("\0", all) + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private BubblewrapArguments tmpfs(String target, long mebibytes) {
    return add("--perms", "1777", "--size", Long.toString(mebibytes << 20), "--tmpfs", target);
  }

  private BubblewrapArguments variable(String name, String value) {
    return add("--setenv", name, value);
  }

  private BubblewrapArguments add(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }
}
