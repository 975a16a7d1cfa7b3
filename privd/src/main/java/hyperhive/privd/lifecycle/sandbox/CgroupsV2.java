package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.config.Limits;
import hyperhive.privd.lifecycle.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Version 2: one tree for all controllers.
record CgroupsV2(Path parent) implements Cgroups {
  private static final String CONTROLLERS = "+cpu +memory +pids";
  private static final Logger LOG = LoggerFactory.getLogger(CgroupsV2.class);
  private static final int MOVE_ATTEMPTS = 5;
  private static final long PERIOD_MICROS = 100_000;

  /// Makes the parent and hands the controllers down to it.
  static CgroupsV2 open(Path root, String parent) throws IOException {
    handDown(root);
    CgroupsV2 groups = new CgroupsV2(root.resolve(parent));
    groups.openParent();
    return groups;
  }

  /// Where privd itself runs in a container, the root it sees is an inner group with processes in
  /// it, and the kernel hands controllers down only from groups that have none: so they move into
  /// a group beside ours.
  private static void handDown(Path root) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        CgroupFiles.write(root, "cgroup.subtree_control", CONTROLLERS);
        return;
      } catch (IOException e) {
        if (attempt == MOVE_ATTEMPTS || CgroupFiles.processes(root).isEmpty()) {
          throw e;
        }
        moveProcesses(root, Files.createDirectories(root.resolve("hyperhive-host")));
      }
    }
  }

  /// One that ended in the meantime, or a thread of the kernel, cannot be moved.
  private static void moveProcesses(Path from, Path to) throws IOException {
    for (long pid : CgroupFiles.processes(from)) {
      try {
        CgroupFiles.write(to, "cgroup.procs", Long.toString(pid));
      } catch (IOException e) {
        LOG.debug("process {} stays in its control group", pid, e);
      }
    }
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
  }

  @Override
  public void removeParent() throws IOException {
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
