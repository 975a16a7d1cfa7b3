package hyperhive.privd.lifecycle.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The control group file systems mounted on this host.
///
/// @param unified the version 2 root, if it has every controller needed
/// @param legacy version 1 roots by controller
record CgroupHierarchies(Optional<Path> unified, Map<String, Path> legacy) {
  static final Set<String> NEEDED = Set.of("cpu", "memory", "pids");

  CgroupHierarchies {
    legacy = Map.copyOf(legacy);
  }

  boolean legacyComplete() {
    return legacy.keySet().containsAll(NEEDED);
  }

  static CgroupHierarchies ofThisProcess() throws IOException {
    return of(Files.readAllLines(Path.of("/proc/self/mountinfo")));
  }

  static CgroupHierarchies of(List<String> mountinfo) throws IOException {
    Optional<Path> unified = Optional.empty();
    Map<String, Path> legacy = new HashMap<>();
    for (String line : mountinfo) {
      List<String> halves = List.of(line.split(" - ", 2));
      Path mountPoint = Path.of(halves.getFirst().split(" ", -1)[4]);
      List<String> kind = List.of(halves.getLast().split(" ", -1));
      if (kind.getFirst().equals("cgroup2") && controllers(mountPoint).containsAll(NEEDED)) {
        unified = Optional.of(mountPoint);
      } else if (kind.getFirst().equals("cgroup")) {
        for (String option : kind.getLast().split(",", -1)) {
          legacy.putIfAbsent(option, mountPoint);
        }
      }
    }
    return new CgroupHierarchies(unified, legacy);
  }

  private static Set<String> controllers(Path root) throws IOException {
    return Set.of(Files.readString(root.resolve("cgroup.controllers")).strip().split(" "));
  }
}
