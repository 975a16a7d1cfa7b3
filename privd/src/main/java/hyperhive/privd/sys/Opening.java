package hyperhive.privd.sys;

/// The ways a file is opened here. None blocks on a FIFO, becomes a controlling terminal, follows a
/// link in the last component or survives into a started process.
public enum Opening {
  /// A directory, to list it or to reach what is below.
  DIRECTORY(0x10000),
  /// Anything at all, to look at it but not to open it with effect.
  REFERENCE(0x200000),
  READ(0),
  WRITE(1),
  /// For writing; made, empty, if it is not there.
  CREATE(1 | 0x40);

  private static final int NOCTTY = 0x100;
  private static final int NONBLOCK = 0x800;
  private static final int NOFOLLOW = 0x20000;
  private static final int CLOEXEC = 0x80000;
  private static final int O_PATH = 0x200000;

  private final int specific;

  Opening(int specific) {
    this.specific = specific;
  }

  /// openat2 refuses flags that mean nothing together with O_PATH.
  long flags() {
    int common = specific == O_PATH ? 0 : NOCTTY | NONBLOCK;
    return specific | common | NOFOLLOW | CLOEXEC;
  }
}
