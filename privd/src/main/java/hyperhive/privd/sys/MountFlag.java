package hyperhive.privd.sys;

import java.util.Set;

/// What a mount forbids.
public enum MountFlag {
  READ_ONLY(0x1),
  NO_SUID(0x2),
  NO_DEVICES(0x4),
  NO_SYMLINKS(0x20_0000);

  private final long bit;

  MountFlag(long bit) {
    this.bit = bit;
  }

  static long bits(Set<MountFlag> flags) {
    return flags.stream().mapToLong(flag -> flag.bit).reduce(0, (a, b) -> a | b);
  }
}
