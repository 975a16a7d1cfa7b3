package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.sys.Descriptor;
import hyperhive.privd.sys.Errno;
import hyperhive.privd.sys.ErrnoException;
import hyperhive.privd.sys.Mount;
import hyperhive.privd.sys.MountFlag;
import hyperhive.privd.sys.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// The mounts below the runtime directory. Doing anything here twice changes nothing.
final class Mounts {
  private static final int MAX_STACKED = 16;

  private Mounts() {}

  /// A small tmpfs at `target`; files on it can never fill the host's disk.
  static void tmpfs(Path target, String size, String mode) throws IOException {
    if (!isMounted(target)) {
      Mount.tmpfs(target, "size=" + size + ",nr_inodes=64k,mode=" + mode);
    }
  }

  static void sharedTmpfs(Path target, String size, String mode) throws IOException {
    tmpfs(target, size, mode);
    Mount.share(target);
  }

  /// Shows the directory `source`, whose parents are root's, at the directory `target`.
  static void bind(Path source, Path target, Set<MountFlag> flags) throws IOException {
    if (isMounted(target)) {
      return;
    }
    Files.createDirectories(target);
    try (Descriptor directory = Descriptor.open(source, Opening.DIRECTORY)) {
      Mount.bind(directory, target, flags);
    }
  }

  /// The same for a directory that may be another one than at the last start.
  static void rebind(Path source, Path target, Set<MountFlag> flags) throws IOException {
    detach(target);
    bind(source, target, flags);
  }

  /// Takes whatever is mounted at `target` away.
  static void detach(Path target) throws IOException {
    for (int i = 0; i < MAX_STACKED && isMounted(target); i++) {
      Mount.detach(target);
    }
  }

  static boolean isMounted(Path target) throws IOException {
    try (Descriptor reference = Descriptor.open(target, Opening.REFERENCE)) {
      return reference.status().mountRoot();
    } catch (ErrnoException e) {
      if (e.is(Errno.ENOENT)) {
        return false;
      }
      throw e;
    }
  }
}
