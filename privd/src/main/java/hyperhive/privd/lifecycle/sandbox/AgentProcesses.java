package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.registry.UidBlock;
import hyperhive.privd.sys.ProcessIdentity;
import hyperhive.privd.sys.ProcessTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Finds and ends everything that runs for one agent, whoever started it. Its uids are nobody
/// else's, so they find what no file and no group remembers.
record AgentProcesses(Cgroups cgroups) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofMillis(500);

  boolean any(String group, UidBlock uids) throws IOException {
    return !find(group, uids).isEmpty();
  }

  /// @param status where the last launch wrote its init's pid
  void end(String group, UidBlock uids, Path status) throws IOException, ContainerException {
    if (endInit(uids, status)) {
      awaitEnd(group, uids);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Set<ProcessIdentity> left = find(group, uids); !left.isEmpty(); left = find(group, uids)) {
      if (System.nanoTime() > deadline) {
        throw new ContainerException("Processes of the agent do not end; the host may be stuck.");
      }
      for (ProcessIdentity process : left) {
        process.kill();
      }
      pause();
    }
    cgroups.remove(group);
  }

  /// With the first process of its pid namespace the kernel ends all of it, however fast it forks.
  private static boolean endInit(UidBlock uids, Path status) throws IOException {
    Optional<Long> pid = LaunchStatus.initPid(status);
    if (pid.isPresent()) {
      // The file may be of long ago and the pid another's by now: the uid says.
      for (ProcessIdentity process : ProcessTable.withUid(uids::contains)) {
        if (process.pid() == pid.get()) {
          process.kill();
          return true;
        }
      }
    }
    return false;
  }

  /// Bubblewrap outside ends by itself once it has fetched the exit code, which nobody learns if it
  /// is killed too soon.
  private void awaitEnd(String group, UidBlock uids) throws IOException {
    long deadline = System.nanoTime() + GRACE.toNanos();
    while (any(group, uids) && System.nanoTime() < deadline) {
      pause();
    }
  }

  private Set<ProcessIdentity> find(String group, UidBlock uids) throws IOException {
    Set<ProcessIdentity> found = new LinkedHashSet<>(ProcessTable.withUid(uids::contains));
    for (long pid : cgroups.processes(group)) {
      if (ProcessTable.isRunning(pid)) {
        ProcessIdentity.of(pid).ifPresent(found::add);
      }
    }
    return found;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(3);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a container ended", e);
    }
  }
}
