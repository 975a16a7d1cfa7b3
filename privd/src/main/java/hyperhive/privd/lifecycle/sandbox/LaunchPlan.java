package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.registry.UidBlock;
import java.nio.file.Path;
import java.util.List;

/// One launch of bubblewrap.
///
/// @param directory root's own, for the files the launch reads and writes
/// @param output file the container's output is appended to
/// @param cgroups directories to join
/// @param command what runs inside, by its path there
record LaunchPlan(
    UidBlock uids,
    Path directory,
    Path output,
    List<Path> cgroups,
    BubblewrapArguments arguments,
    List<String> command) {

  LaunchPlan {
    cgroups = List.copyOf(cgroups);
    command = List.copyOf(command);
  }

  Path status() {
    return statusIn(directory);
  }

  static Path statusIn(Path directory) {
    return directory.resolve("status.json");
  }

  Path filter() {
    return directory.resolve("filter.bpf");
  }

  Path argumentFile() {
    return directory.resolve("arguments");
  }
}
