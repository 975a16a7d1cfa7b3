package hyperhive.privd.sys;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Set;

/// Mounts, made at paths that belong to root.
public final class Mount {
  private static final int AT_FDCWD = -100;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int OPEN_TREE_CLONE_CLOEXEC = 1 | 0x80000;
  private static final int MOVE_FROM_EMPTY_PATH = 4;
  private static final long MS_NOSUID_NODEV_NOEXEC = 2 | 4 | 8;
  private static final long MS_PRIVATE = 1 << 18;
  private static final long MS_SHARED = 1 << 20;
  private static final int DETACH_NOFOLLOW = 2 | 8;

  private Mount() {}

  /// @param options for example `size=1m,mode=0711`
  public static void tmpfs(Path target, String options) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      long type = RawName.of("tmpfs").address(arena);
      Kernel.call(
          Syscall.MOUNT,
          type,
          RawName.of(target.toString()).address(arena),
          type,
          MS_NOSUID_NODEV_NOEXEC,
          RawName.of(options).address(arena));
    }
  }

  /// From now on what is mounted below `target` also appears in namespaces that were copied from
  /// this one.
  public static void share(Path target) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      long path = RawName.of(target.toString()).address(arena);
      Kernel.call(Syscall.MOUNT, 0, path, 0, MS_SHARED, 0);
    }
  }

  /// Shows `source` also at `target`. The copy gets its flags before it is attached: a change of
  /// flags does not propagate, so a mount made first and restricted later would stay unrestricted
  /// where it has already appeared.
  public static void bind(Descriptor source, Path target, Set<MountFlag> flags)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      long empty = RawName.of("").address(arena);
      long copy =
          Kernel.call(
              Syscall.OPEN_TREE, source.number(), empty, OPEN_TREE_CLONE_CLOEXEC | AT_EMPTY_PATH);
      try (Descriptor detached = new Descriptor(copy)) {
        restrict(detached, flags, arena);
        Kernel.call(
            Syscall.MOVE_MOUNT,
            detached.number(),
            empty,
            AT_FDCWD,
            RawName.of(target.toString()).address(arena),
            MOVE_FROM_EMPTY_PATH);
      }
    }
  }

  private static void restrict(Descriptor detached, Set<MountFlag> flags, Arena arena)
      throws ErrnoException {
    MemorySegment attributes = arena.allocate(32, 8);
    attributes.set(JAVA_LONG, 0, MountFlag.bits(flags));
    attributes.set(JAVA_LONG, 16, MS_PRIVATE);
    Kernel.call(
        Syscall.MOUNT_SETATTR,
        detached.number(),
        RawName.of("").address(arena),
        AT_EMPTY_PATH,
        attributes.address(),
        32);
  }

  /// Takes the topmost mount at `target` away, also while somebody uses it.
  public static void detach(Path target) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(Syscall.UMOUNT2, RawName.of(target.toString()).address(arena), DETACH_NOFOLLOW);
    }
  }
}
