package hyperhive.privd.lifecycle.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.privd.config.Limits;
import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.lifecycle.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("main-job")
final class CgroupsTest {
  private static final Limits LIMITS = new Limits(64L << 20, 150, 77);

  @TempDir Path root;

  @Test
  void withoutControllersAStartIsRefusedUnlessThatIsAccepted() throws Exception {
    CgroupHierarchies none = new CgroupHierarchies(Optional.empty(), Map.of());
    ContainerException refused =
        assertThrows(ContainerException.class, () -> Cgroups.detect(none, "x", false));
    assertTrue(String.valueOf(refused.getMessage()).contains("allow_unlimited"));
    Cgroups unlimited = Cgroups.detect(none, "x", true);
    assertInstanceOf(NoCgroups.class, unlimited);
    assertTrue(unlimited.isolations().stream().noneMatch(Isolation::holds));
  }

  @Test
  void oneMissingControllerIsTooFew() {
    CgroupHierarchies some =
        new CgroupHierarchies(Optional.empty(), Map.of("memory", root, "pids", root));
    assertThrows(ContainerException.class, () -> Cgroups.detect(some, "x", false));
  }

  @Test
  void version2IsFoundOnlyWithEveryControllerNeeded() throws Exception {
    List<String> mounts =
        List.of(
            "31 23 0:28 / " + root + " rw,relatime shared:4 - cgroup2 cgroup2 rw",
            "32 31 0:29 / /cpu rw,relatime - cgroup cgroup rw,cpu,cpuacct",
            "33 31 0:29 / /memory rw - cgroup cgroup rw,memory");
    Files.writeString(root.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
    assertEquals(Optional.of(root), CgroupHierarchies.of(mounts).unified());
    Files.writeString(root.resolve("cgroup.controllers"), "hugetlb\n");
    CgroupHierarchies legacy = CgroupHierarchies.of(mounts);
    assertEquals(Optional.empty(), legacy.unified());
    assertEquals(Optional.of(Path.of("/cpu")), Optional.ofNullable(legacy.legacy().get("cpu")));
    assertFalse(legacy.legacyComplete());
  }

  /// Plain files in the place of the kernel's: what is written, and where.
  @Test
  void version2WritesTheLimits() throws Exception {
    Path group = files("p/alice", "memory.max", "memory.swap.max", "pids.max", "cpu.max");
    files("", "cgroup.subtree_control");
    files("p", "cgroup.subtree_control");
    CgroupsV2 groups = CgroupsV2.open(root, "p");
    assertEquals(List.of(group), groups.create("alice", LIMITS));
    assertEquals("+cpu +memory +pids", Files.readString(root.resolve("cgroup.subtree_control")));
    assertEquals("+cpu +memory +pids", Files.readString(root.resolve("p/cgroup.subtree_control")));
    assertEquals("67108864", Files.readString(group.resolve("memory.max")));
    assertEquals("0", Files.readString(group.resolve("memory.swap.max")));
    assertEquals("77", Files.readString(group.resolve("pids.max")));
    assertEquals("150000 100000", Files.readString(group.resolve("cpu.max")));
  }

  @Test
  void aLimitThatCannotBeSetIsAnError() throws Exception {
    files("p/alice", "memory.max", "cpu.max");
    files("", "cgroup.subtree_control");
    files("p", "cgroup.subtree_control");
    CgroupsV2 groups = CgroupsV2.open(root, "p");
    assertThrows(IOException.class, () -> groups.create("alice", LIMITS));
  }

  private Path files(String directory, String... names) throws IOException {
    Path made = Files.createDirectories(root.resolve(directory));
    for (String name : names) {
      Files.createFile(made.resolve(name));
    }
    return made;
  }
}
