package hyperhive.privd.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;

/// What statx says of one file.
///
/// @param allocated bytes really taken on the file system; less than `size` for a sparse file
/// @param mountRoot whether this is where a mount begins
public record FileStatus(
    Kind kind,
    int permissions,
    long uid,
    long gid,
    long links,
    long size,
    long allocated,
    Instant modified,
    boolean mountRoot) {

  /// What a name can stand for, as far as anybody here cares.
  public enum Kind {
    FILE,
    DIRECTORY,
    SYMLINK,
    OTHER
  }

  static final long STRUCT_BYTES = 256;
  private static final int TYPE_BITS = 0xf000;
  private static final int PERMISSION_BITS = 0xfff;
  private static final long ATTRIBUTE_MOUNT_ROOT = 0x2000;
  private static final long BLOCK_BYTES = 512;

  static FileStatus of(MemorySegment statx) {
    int mode = Short.toUnsignedInt(statx.get(ValueLayout.JAVA_SHORT, 28));
    return new FileStatus(
        kindOf(mode & TYPE_BITS),
        mode & PERMISSION_BITS,
        Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, 20)),
        Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, 24)),
        Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, 16)),
        statx.get(ValueLayout.JAVA_LONG, 40),
        statx.get(ValueLayout.JAVA_LONG, 48) * BLOCK_BYTES,
        instantOf(
            statx.get(ValueLayout.JAVA_LONG, 112),
            Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, 120))),
        (statx.get(ValueLayout.JAVA_LONG, 8) & ATTRIBUTE_MOUNT_ROOT) != 0);
  }

  /// An agent can set any time on its files, also one that no calendar of ours can say.
  private static Instant instantOf(long seconds, long nanos) {
    long min = Instant.parse("-9999-01-01T00:00:00Z").getEpochSecond();
    long max = Instant.parse("9999-01-01T00:00:00Z").getEpochSecond();
    return Instant.ofEpochSecond(Math.clamp(seconds, min, max), nanos);
  }

  private static Kind kindOf(int type) {
    return switch (type) {
      case 0x8000 -> Kind.FILE;
      case 0x4000 -> Kind.DIRECTORY;
      case 0xa000 -> Kind.SYMLINK;
      default -> Kind.OTHER;
    };
  }
}
