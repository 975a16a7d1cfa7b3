package hyperhive.privd.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The exit status of a process that is not our child: PIDFD_GET_INFO, in kernels from 6.15.
final class ExitStatus {
  private static final long PIDFD_GET_INFO = 3L << 30 | 64L << 16 | 0xffL << 8 | 11;
  private static final long EXIT = 1 << 3;
  private static final int ATTEMPTS = 25;

  private ExitStatus() {}

  /// The status is there once the parent has reaped the process, a moment after its death.
  static int of(Descriptor pidfd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(64, 8);
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        info.set(JAVA_LONG, 0, EXIT);
        Kernel.call(Syscall.IOCTL, pidfd.number(), PIDFD_GET_INFO, info.address());
        if ((info.get(JAVA_LONG, 0) & EXIT) != 0) {
          return asShell(info.get(JAVA_INT, 60));
        }
        Thread.sleep(2);
      }
    } catch (ErrnoException e) {
      return DeathWatch.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return DeathWatch.UNKNOWN;
  }

  private static int asShell(int waitStatus) {
    int signal = waitStatus & 0x7f;
    return signal == 0 ? (waitStatus >> 8) & 0xff : 128 + signal;
  }
}
