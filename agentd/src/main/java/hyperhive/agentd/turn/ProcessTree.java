package hyperhive.agentd.turn;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that a turn has started. This process is made the one to whom orphans fall
/// (`PR_SET_CHILD_SUBREAPER`), so that nothing gets away: neither by `setsid`, nor by a double
/// fork, nor with an environment of its own.
final class ProcessTree {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int WNOHANG = 1;
  private static final int MAX_ROUNDS = 500;
  private static final Duration ROUND = Duration.ofMillis(10);

  private final MethodHandle waitpid;

  private ProcessTree(MethodHandle waitpid) {
    this.waitpid = waitpid;
  }

  /// Orphans fall to this process from here on.
  static ProcessTree adopting() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor prctl =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
    FunctionDescriptor waitpid =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    adopt(
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("prctl"), prctl, Linker.Option.firstVariadicArg(1)));
    return new ProcessTree(
        linker.downcallHandle(linker.defaultLookup().findOrThrow("waitpid"), waitpid));
  }

  private static void adopt(MethodHandle prctl) {
    try {
      if ((int) prctl.invokeExact(PR_SET_CHILD_SUBREAPER, 1L) == 0) {
        return;
      }
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
    throw new IllegalStateException("The kernel does not let agentd adopt orphans.");
  }

  /// Kills whatever is left below this process, in rounds, since a process may fork while it is
  /// looked for. Finishes also in a thread that is interrupted.
  void killAll(ProcessHandle command) {
    boolean interrupted = Thread.interrupted();
    for (int round = 0; round < MAX_ROUNDS && !killOnce(command); round++) {
      try {
        Thread.sleep(ROUND);
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// True if there was nothing left to kill.
  private boolean killOnce(ProcessHandle command) {
    List<ProcessHandle> left = ProcessHandle.current().descendants().toList();
    left.forEach(ProcessHandle::destroyForcibly);
    reapOrphans(command);
    return left.isEmpty();
  }

  /// Takes ended orphans off the process table. The command itself is the JDK's to wait for.
  void reapOrphans(ProcessHandle command) {
    ProcessHandle.current()
        .children()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> pid != command.pid())
        .forEach(this::reap);
  }

  private void reap(long pid) {
    try {
      int ended = (int) waitpid.invokeExact(Math.toIntExact(pid), MemorySegment.NULL, WNOHANG);
      LOG.debug("waitpid({}) = {}", pid, ended);
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }
}
