package hyperhive.privd.sys;

import java.util.Locale;

/// The system calls this program makes, with their numbers on x86-64 (the only processor the
/// native parts of the build exist for).
enum Syscall {
  READ(0),
  WRITE(1),
  CLOSE(3),
  IOCTL(16),
  PREAD64(17),
  FLOCK(73),
  FCHMOD(91),
  FCHOWN(93),
  MOUNT(165),
  UMOUNT2(166),
  GETDENTS64(217),
  EPOLL_WAIT(232),
  EPOLL_CTL(233),
  OPENAT(257),
  MKDIRAT(258),
  FCHOWNAT(260),
  UNLINKAT(263),
  FALLOCATE(285),
  EVENTFD2(290),
  EPOLL_CREATE1(291),
  RENAMEAT2(316),
  STATX(332),
  PIDFD_SEND_SIGNAL(424),
  OPEN_TREE(428),
  MOVE_MOUNT(429),
  PIDFD_OPEN(434),
  OPENAT2(437),
  MOUNT_SETATTR(442);

  private final long number;

  Syscall(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
