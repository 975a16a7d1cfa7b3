package hyperhive.privd.sys;

import java.nio.file.Path;
import java.util.Optional;

/// Held by one daemon for its whole life, so that a second one cannot take its sockets away. The
/// kernel gives it up when the process ends, however it ends.
public final class InstanceLock implements AutoCloseable {
  private final Descriptor file;

  private InstanceLock(Descriptor file) {
    this.file = file;
  }

  /// Empty if another process holds it.
  public static Optional<InstanceLock> tryAcquire(Path path) throws ErrnoException {
    Descriptor file = Descriptor.open(path, Opening.CREATE);
    if (file.tryLock()) {
      return Optional.of(new InstanceLock(file));
    }
    file.close();
    return Optional.empty();
  }

  @Override
  public void close() {
    file.close();
  }
}
