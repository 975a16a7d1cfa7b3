package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.config.Limits;
import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.lifecycle.Isolation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the limits of a whole tree of processes come from: one group per container, below one
/// parent per daemon. Limits of single processes cannot cap a tree.
sealed interface Cgroups permits CgroupsV1, CgroupsV2, NoCgroups {

  /// Makes the group with its limits.
  ///
  /// @return the directories whose `cgroup.procs` a process writes itself into to join
  List<Path> create(String name, Limits limits) throws IOException;

  /// The pids in the group; none if there is no such group.
  List<Long> processes(String name) throws IOException;

  /// Removes the group, which must be empty.
  void remove(String name) throws IOException;

  /// Removes the parent if no group is left in it.
  void removeParent() throws IOException;

  /// What is limited, in sentences for the overview.
  List<Isolation> isolations();

  /// Looks for memory, pids and cpu in version 2, then in version 1.
  ///
  /// @throws ContainerException if neither is usable and `allowUnlimited` is false
  static Cgroups detect(CgroupHierarchies hierarchies, String instanceId, boolean allowUnlimited)
      throws ContainerException {
    String parent = "hyperhive-" + instanceId;
    try {
      if (hierarchies.unified().isPresent()) {
        return CgroupsV2.open(hierarchies.unified().get(), parent);
      }
      if (hierarchies.legacyComplete()) {
        return CgroupsV1.open(hierarchies.legacy(), parent);
      }
    } catch (IOException e) {
      return withoutLimits(allowUnlimited, e);
    }
    return withoutLimits(allowUnlimited, null);
  }

  private static Cgroups withoutLimits(boolean allowUnlimited, @Nullable IOException cause)
      throws ContainerException {
    if (allowUnlimited) {
      return new NoCgroups();
    }
    throw new ContainerException(
        "This host gives no usable control groups for memory, tasks and cpu, so an agent could take"
            + " all of it. Mount cgroup v2 writable for privd, or set allow_unlimited = true in"
            + " privd.toml to run agents without limits.",
        cause);
  }
}
