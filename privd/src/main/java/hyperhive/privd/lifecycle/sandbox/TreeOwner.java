package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.sys.Descriptor;
import hyperhive.privd.sys.FileStatus;
import hyperhive.privd.sys.Opening;
import hyperhive.privd.sys.RawName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Gives a tree another owner. Links themselves change hands, not what they point to; a file with
/// several names could be one that lies elsewhere and is left alone.
final class TreeOwner {
  private static final int MAX_DEPTH = 100;

  private TreeOwner() {}

  /// @param root a directory whose parents are root's
  static void change(Path root, long owner) throws IOException {
    try (Descriptor directory = Descriptor.open(root, Opening.DIRECTORY)) {
      changeBelow(directory, owner, 0);
    }
  }

  private static void changeBelow(Descriptor directory, long owner, int depth) throws IOException {
    if (depth == MAX_DEPTH) {
      throw new IOException("directories are nested too deeply to change their owner");
    }
    for (List<RawName> names = directory.nextNames();
        !names.isEmpty();
        names = directory.nextNames()) {
      for (RawName name : names) {
        changeEntry(directory, name, owner, depth);
      }
    }
  }

  private static void changeEntry(Descriptor directory, RawName name, long owner, int depth)
      throws IOException {
    FileStatus status = directory.statusOf(name);
    if (status.kind() == FileStatus.Kind.DIRECTORY) {
      try (Descriptor child = directory.openBeneath(name, Opening.DIRECTORY)) {
        changeBelow(child, owner, depth + 1);
        child.changeOwner(owner, owner);
      }
    } else if (status.links() == 1) {
      directory.changeOwnerOf(name, owner, owner);
    }
  }
}
