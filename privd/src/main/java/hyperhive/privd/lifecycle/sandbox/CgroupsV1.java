package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.config.Limits;
import hyperhive.privd.lifecycle.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Version 1: a tree per controller, joined one by one.
record CgroupsV1(Path memory, Path pids, Path cpu, boolean swapLimited) implements Cgroups {
  private static final long PERIOD_MICROS = 100_000;
  private static final String MEMORY_AND_SWAP = "memory.memsw.limit_in_bytes";

  /// Makes the parents, which shows whether this process may write here.
  static CgroupsV1 open(Map<String, Path> roots, String parent) throws IOException {
    for (String controller : CgroupHierarchies.NEEDED) {
      Files.createDirectories(root(roots, controller).resolve(parent));
    }
    return new CgroupsV1(
        root(roots, "memory").resolve(parent),
        root(roots, "pids").resolve(parent),
        root(roots, "cpu").resolve(parent),
        Files.exists(root(roots, "memory").resolve(MEMORY_AND_SWAP)));
  }

  private static Path root(Map<String, Path> roots, String controller) throws IOException {
    Path root = roots.get(controller);
    if (root == null) {
      throw new IOException("no control groups for " + controller);
    }
    return root;
  }

  @Override
  public List<Path> create(String name, Limits limits) throws IOException {
    List<Path> groups = groups(name);
    for (Path group : groups) {
      Files.createDirectories(group);
    }
    String bytes = Long.toString(limits.memoryBytes());
    CgroupFiles.write(memory.resolve(name), "memory.limit_in_bytes", bytes);
    if (swapLimited) {
      CgroupFiles.write(memory.resolve(name), MEMORY_AND_SWAP, bytes);
    }
    CgroupFiles.write(pids.resolve(name), "pids.max", Integer.toString(limits.tasks()));
    Path cpuGroup = cpu.resolve(name);
    CgroupFiles.write(cpuGroup, "cpu.cfs_period_us", Long.toString(PERIOD_MICROS));
    long quota = limits.cpuPercent() * PERIOD_MICROS / 100;
    CgroupFiles.write(cpuGroup, "cpu.cfs_quota_us", Long.toString(quota));
    return groups;
  }

  @Override
  public List<Long> processes(String name) throws IOException {
    TreeSet<Long> found = new TreeSet<>();
    for (Path group : groups(name)) {
      found.addAll(CgroupFiles.processes(group));
    }
    return List.copyOf(found);
  }

  @Override
  public void remove(String name) throws IOException {
    for (Path group : groups(name)) {
      CgroupFiles.remove(group);
    }
  }

  @Override
  public void removeParent() throws IOException {
    for (Path parent : new TreeSet<>(List.of(memory, pids, cpu))) {
      CgroupFiles.removeIfUnused(parent);
    }
  }

  @Override
  public List<Isolation> isolations() {
    String swap = swapLimited ? ", swap included" : "; this kernel does not count swap";
    return List.of(
        new Isolation("memory limit", true, "control groups, version 1" + swap),
        new Isolation("task limit", true, "control groups, version 1"),
        new Isolation("cpu limit", true, "control groups, version 1"));
  }

  /// Controllers mounted together have one directory.
  private List<Path> groups(String name) {
    return new TreeSet<>(List.of(memory.resolve(name), pids.resolve(name), cpu.resolve(name)))
        .stream().toList();
  }
}
