package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.lifecycle.Isolation;
import hyperhive.privd.lifecycle.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Version 2: one tree for all controllers.
record CgroupsV2(Path parent) implements Cgroups {
  private static final String CONTROLLERS = "+cpu +memory +pids";
  private static final long PERIOD_MICROS = 100_000;

  /// Makes the parent and hands the controllers down to it.
  static CgroupsV2 open(Path root, String parent) throws IOException {
    CgroupFiles.write(root, "cgroup.subtree_control", CONTROLLERS);
    CgroupsV2 groups = new CgroupsV2(root.resolve(parent));
    groups.openParent();
    return groups;
  }

  private void openParent() throws IOException {
    Files.createDirectories(parent);
    CgroupFiles.write(parent, "cgroup.subtree_control", CONTROLLERS);
  }

  @Override
  public List<Path> create(String name, Limits limits) throws IOException {
    openParent();
    Path group = parent.resolve(name);
    Files.createDirectories(group);
    CgroupFiles.write(group, "memory.max", Long.toString(limits.memoryBytes()));
    if (Files.exists(group.resolve("memory.swap.max"))) {
      CgroupFiles.write(group, "memory.swap.max", "0");
    }
    CgroupFiles.write(group, "pids.max", Integer.toString(limits.tasks()));
    long quota = limits.cpuPercent() * PERIOD_MICROS / 100;
    CgroupFiles.write(group, "cpu.max", quota + " " + PERIOD_MICROS);
    return List.of(group);
  }

  @Override
  public List<Long> processes(String name) throws IOException {
    return CgroupFiles.processes(parent.resolve(name));
  }

  @Override
  public void remove(String name) throws IOException {
    CgroupFiles.remove(parent.resolve(name));
    CgroupFiles.removeIfUnused(parent);
  }

  @Override
  public List<Isolation> isolations() {
    return List.of(
        new Isolation("memory limit", true, "control groups, version 2, no swap"),
        new Isolation("task limit", true, "control groups, version 2"),
        new Isolation("cpu limit", true, "control groups, version 2"));
  }
}
