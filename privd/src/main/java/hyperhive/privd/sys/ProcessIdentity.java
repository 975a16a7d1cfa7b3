package hyperhive.privd.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One process and no later one of the same number: a pid together with the time it started.
///
/// @param startTicks field 22 of `/proc/<pid>/stat`, in clock ticks since boot
public record ProcessIdentity(long pid, long startTicks) {
  private static final int START_TICKS_AFTER_NAME = 19;
  private static final int SIGKILL = 9;

  /// Empty if there is no such process.
  public static Optional<ProcessIdentity> of(long pid) throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name in brackets is the process's own choice and may hold spaces and brackets.
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      return Optional.of(
          new ProcessIdentity(pid, Long.parseLong(fields.get(START_TICKS_AFTER_NAME))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (gone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public static String bootId() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
  }

  /// A pidfd of exactly this process; empty if it is gone.
  Optional<Descriptor> pin() throws IOException {
    Descriptor pidfd;
    try {
      pidfd = new Descriptor(Kernel.call(Syscall.PIDFD_OPEN, pid, 0));
    } catch (ErrnoException e) {
      if (e.is(Errno.ESRCH)) {
        return Optional.empty();
      }
      throw e;
    }
    // Read after the pidfd is held: from here on the number cannot be given to another process
    // without this comparison noticing.
    if (of(pid).equals(Optional.of(this))) {
      return Optional.of(pidfd);
    }
    pidfd.close();
    return Optional.empty();
  }

  public boolean alive() throws IOException {
    return of(pid).equals(Optional.of(this));
  }

  /// Ends the process by SIGKILL. Nothing happens if it is gone.
  public void kill() throws IOException {
    Optional<Descriptor> pinned = pin();
    if (pinned.isEmpty()) {
      return;
    }
    try (Descriptor pidfd = pinned.get()) {
      Kernel.call(Syscall.PIDFD_SEND_SIGNAL, pidfd.number(), SIGKILL, 0, 0);
    } catch (ErrnoException e) {
      if (!e.is(Errno.ESRCH)) {
        throw e;
      }
    }
  }

  private static boolean gone(IOException e) {
    String message = e.getMessage();
    return message != null && message.contains("No such process");
  }
}
