package hyperhive.privd.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// An open file or directory. Everything below a directory that an agent can write is reached from
/// a descriptor of that directory, never by a path: a path can be exchanged between check and use.
public final class Descriptor implements AutoCloseable {
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int RENAME_NOREPLACE = 1;
  private static final int STATX_BASIC = 0x7ff;
  private static final int LOCK_EXCLUSIVE_NONBLOCKING = 2 | 4;
  private static final int FALLOC_KEEP_SIZE_PUNCH_HOLE = 1 | 2;
  private static final long RESOLVE_ALL = 1 | 2 | 4 | 8;
  private static final int DIRECTORY_BUFFER = 32 * 1024;
  private static final int OPEN_ATTEMPTS = 8;

  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();

  Descriptor(long number) {
    this.number = Math.toIntExact(number);
  }

  /// Opens a path whose every component belongs to root; only the last may not be a symbolic link.
  public static Descriptor open(Path trusted, Opening opening) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      return new Descriptor(
          Kernel.call(
              Syscall.OPENAT,
              AT_FDCWD,
              RawName.of(trusted.toString()).address(arena),
              opening.flags(),
              0600));
    }
  }

  /// Opens something below this directory without leaving it, following a link or crossing a mount:
  /// BENEATH, NO_SYMLINKS, NO_MAGICLINKS and NO_XDEV at once. A race of renames makes the kernel
  /// ask for another attempt; there are few of those.
  public Descriptor openBeneath(RawName path, Opening opening) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocate(24, 8);
      how.set(JAVA_LONG, 0, opening.flags());
      how.set(JAVA_LONG, 16, RESOLVE_ALL);
      long name = path.address(arena);
      for (int attempt = 1; ; attempt++) {
        try {
          return new Descriptor(Kernel.call(Syscall.OPENAT2, number, name, how.address(), 24));
        } catch (ErrnoException e) {
          if (!e.is(Errno.EAGAIN) || attempt == OPEN_ATTEMPTS) {
            throw e;
          }
        }
      }
    }
  }

  public FileStatus status() throws ErrnoException {
    return statx(RawName.of(""), AT_EMPTY_PATH);
  }

  /// The status of an entry of this directory itself, not of what a link points to.
  public FileStatus statusOf(RawName entry) throws ErrnoException {
    return statx(entry, AT_SYMLINK_NOFOLLOW);
  }

  private FileStatus statx(RawName name, int flags) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(FileStatus.STRUCT_BYTES, 8);
      Kernel.call(Syscall.STATX, number, name.address(arena), flags, STATX_BASIC, result.address());
      return FileStatus.of(result);
    }
  }

  /// Reads from the current position until the end, at most `maxBytes`.
  public byte[] read(int maxBytes) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(Math.max(maxBytes, 1));
      long length = 0;
      while (length < maxBytes) {
        long got = Kernel.call(Syscall.READ, number, buffer.address() + length, maxBytes - length);
        if (got == 0) {
          break;
        }
        length += got;
      }
      return buffer.asSlice(0, length).toArray(JAVA_BYTE);
    }
  }

  public byte[] readAt(long offset, int maxBytes) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(Math.max(maxBytes, 1));
      long got = Kernel.call(Syscall.PREAD64, number, buffer.address(), maxBytes, offset);
      return buffer.asSlice(0, got).toArray(JAVA_BYTE);
    }
  }

  /// The next names of this directory; empty at its end.
  public List<RawName> nextNames() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(DIRECTORY_BUFFER, 8);
      while (true) {
        long length = Kernel.call(Syscall.GETDENTS64, number, buffer.address(), DIRECTORY_BUFFER);
        List<RawName> names = DirectoryNames.in(buffer.asSlice(0, length));
        if (length == 0 || !names.isEmpty()) {
          return names;
        }
      }
    }
  }

  /// Makes a directory unless something of that name is there.
  public void makeDirectory(RawName name, int permissions) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(Syscall.MKDIRAT, number, name.address(arena), permissions);
    } catch (ErrnoException e) {
      if (!e.is(Errno.EEXIST)) {
        throw e;
      }
    }
  }

  public void removeFile(RawName name) throws ErrnoException {
    unlink(name, 0);
  }

  public void removeDirectory(RawName name) throws ErrnoException {
    unlink(name, AT_REMOVEDIR);
  }

  private void unlink(RawName name, int flags) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(Syscall.UNLINKAT, number, name.address(arena), flags);
    }
  }

  /// Moves an entry of this directory to another directory; fails with EEXIST if the name is taken.
  public void move(RawName name, Descriptor directory, RawName newName) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(
          Syscall.RENAMEAT2,
          number,
          name.address(arena),
          directory.number,
          newName.address(arena),
          RENAME_NOREPLACE);
    }
  }

  public void changeOwner(long uid, long gid) throws ErrnoException {
    Kernel.call(Syscall.FCHOWN, number, uid, gid);
  }

  /// Changes the owner of an entry itself, also if it is a symbolic link.
  public void changeOwnerOf(RawName entry, long uid, long gid) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(Syscall.FCHOWNAT, number, entry.address(arena), uid, gid, AT_SYMLINK_NOFOLLOW);
    }
  }

  public void changePermissions(int permissions) throws ErrnoException {
    Kernel.call(Syscall.FCHMOD, number, permissions);
  }

  /// Gives the storage of the first `length` bytes back; the file's size and writers' positions
  /// stay.
  public void punchHole(long length) throws ErrnoException {
    Kernel.call(Syscall.FALLOCATE, number, FALLOC_KEEP_SIZE_PUNCH_HOLE, 0, length);
  }

  /// False if another open file has the lock.
  public boolean tryLock() throws ErrnoException {
    try {
      Kernel.call(Syscall.FLOCK, number, LOCK_EXCLUSIVE_NONBLOCKING);
      return true;
    } catch (ErrnoException e) {
      if (e.is(Errno.EAGAIN)) {
        return false;
      }
      throw e;
    }
  }

  int number() {
    return number;
  }

  /// Linux has given the number up even when close reports an error, so there is nothing to retry.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        Kernel.call(Syscall.CLOSE, number);
      } catch (ErrnoException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
