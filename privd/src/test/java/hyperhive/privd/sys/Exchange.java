package hyperhive.privd.sys;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/// RENAME_EXCHANGE, which only a test needs: it swaps two names with no moment in between.
public final class Exchange {
  private static final int AT_FDCWD = -100;
  private static final int RENAME_EXCHANGE = 2;

  private Exchange() {}

  public static void names(Path directory, String one, String other) {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(
          Syscall.RENAMEAT2,
          AT_FDCWD,
          RawName.of(directory.resolve(one).toString()).address(arena),
          AT_FDCWD,
          RawName.of(directory.resolve(other).toString()).address(arena),
          RENAME_EXCHANGE);
    } catch (ErrnoException e) {
      throw new AssertionError(e);
    }
  }
}
