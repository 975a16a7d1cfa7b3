package hyperhive.e2e.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What a hive could leave behind on the host: processes, mounts, control groups.
///
/// @param uidsShared whether other hives on this host may use the same uids, so that a process of
///     them proves nothing
record Leftovers(Path stateDir, Path runtimeDir, long firstUid, long endUid, boolean uidsShared) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static final long FIRST_UID = 0x4000_0000;
  static final long BLOCK_SIZE = 65_536;

  /// One sentence for each thing found.
  List<String> find() throws IOException {
    List<String> found = new ArrayList<>();
    mounts().forEach(mount -> found.add("mount " + mount));
    for (long pid : processes()) {
      found.add("process " + pid + " " + commandLine(pid));
    }
    groups().forEach(group -> found.add("control group " + group));
    return found;
  }

  /// Takes it all away, after a test that failed.
  void remove() throws IOException, InterruptedException {
    for (int round = 0; round < 50 && !processes().isEmpty(); round++) {
      for (long pid : processes()) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
      Thread.sleep(100);
    }
    for (String mount : mounts().reversed()) {
      Ran.program(PATIENCE, List.of("umount", "-l", mount));
    }
    for (Path group : groups().reversed()) {
      Ran.program(PATIENCE, List.of("rmdir", group + ""));
    }
  }

  private List<String> mounts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .map(line -> line.split(" ", -1)[4])
        .filter(point -> Path.of(point).startsWith(runtimeDir))
        .toList();
  }

  /// Processes that run as an agent, or that were started for this hive.
  private List<Long> processes() throws IOException {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (isAgents(process) || isDaemon(pid)) {
          found.add(pid);
        }
      }
    }
    return found;
  }

  private boolean isAgents(Path process) {
    Optional<Long> uid = uid(process);
    return !uidsShared && uid.isPresent() && uid.get() >= firstUid && uid.get() < endUid;
  }

  private boolean isDaemon(long pid) {
    String line = commandLine(pid);
    return line.contains("hyperhive.") && line.contains(runtimeDir.toString());
  }

  /// The real uid; none of a process that is dead and only not yet reaped.
  private static Optional<Long> uid(Path process) {
    try {
      List<String> status = Files.readAllLines(process.resolve("status"));
      if (status.stream().anyMatch(line -> line.startsWith("State:\tZ"))) {
        return Optional.empty();
      }
      return status.stream()
          .filter(line -> line.startsWith("Uid:"))
          .map(line -> Long.parseLong(line.split("\t", -1)[1]))
          .findFirst();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  private List<Path> groups() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> roots = Files.newDirectoryStream(Path.of("/sys/fs/cgroup"))) {
      for (Path root : roots) {
        addGroups(root.resolve(group()), found);
      }
    }
    addGroups(Path.of("/sys/fs/cgroup").resolve(group()), found);
    return found.stream().distinct().toList();
  }

  private static void addGroups(Path parent, List<Path> found) throws IOException {
    if (!Files.isDirectory(parent)) {
      return;
    }
    found.add(parent);
    try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, Files::isDirectory)) {
      children.forEach(found::add);
    }
  }

  private String group() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(stateDir.toString().getBytes(StandardCharsets.UTF_8));
      return "hyperhive-" + HexFormat.of().formatHex(digest, 0, 5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
