package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.sys.Descriptor;
import hyperhive.privd.sys.Opening;
import hyperhive.privd.sys.RawName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes directories with the owner and mode the layout says, through descriptors: a link in the
/// place of a directory is an error, not followed.
final class OwnedDirectory {
  private OwnedDirectory() {}

  /// A directory of root on a path that only root can write.
  static void ofRoot(Path path, int permissions) throws IOException {
    Files.createDirectories(path);
    try (Descriptor directory = Descriptor.open(path, Opening.DIRECTORY)) {
      directory.changeOwner(0, 0);
      directory.changePermissions(permissions);
    }
  }

  /// The child `name` of a directory that belongs to root.
  static void child(Path parent, String name, long uid, long gid, int permissions)
      throws IOException {
    RawName entry = RawName.of(name);
    try (Descriptor directory = Descriptor.open(parent, Opening.DIRECTORY)) {
      directory.makeDirectory(entry, 0700);
      // The child may itself be where a mount begins, so it is opened by its path; its parent is
      // root's alone, so nobody can exchange it.
      try (Descriptor child = Descriptor.open(parent.resolve(name), Opening.DIRECTORY)) {
        child.changeOwner(uid, gid);
        child.changePermissions(permissions);
      }
    }
  }
}
