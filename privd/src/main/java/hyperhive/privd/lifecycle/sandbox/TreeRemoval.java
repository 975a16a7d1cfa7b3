package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.sys.Descriptor;
import hyperhive.privd.sys.Errno;
import hyperhive.privd.sys.ErrnoException;
import hyperhive.privd.sys.FileStatus;
import hyperhive.privd.sys.Opening;
import hyperhive.privd.sys.RawName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Deletes a tree that an agent has written. Links are deleted, not followed; a mount is an error,
/// not emptied. An agent can nest directories deeper than any stack or path: so a directory found
/// inside another one is moved up to the top first, and depth never grows.
final class TreeRemoval {
  private static final String MOVED = ".removing-";

  private final Descriptor top;
  private long moved;

  private TreeRemoval(Descriptor top) {
    this.top = top;
  }

  /// @param parent a directory of root
  static void remove(Path parent, String name) throws IOException {
    RawName entry = RawName.of(name);
    try (Descriptor directory = Descriptor.open(parent, Opening.DIRECTORY)) {
      try (Descriptor top = directory.openBeneath(entry, Opening.DIRECTORY)) {
        new TreeRemoval(top).empty();
      }
      directory.removeDirectory(entry);
    } catch (ErrnoException e) {
      if (!e.is(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  /// A directory is read again from its start after each change, since what was moved up may lie
  /// behind the place reached.
  private void empty() throws IOException {
    for (List<RawName> names = names(top); !names.isEmpty(); names = names(top)) {
      for (RawName name : names) {
        if (isDirectory(top, name)) {
          flatten(name);
          top.removeDirectory(name);
        } else {
          top.removeFile(name);
        }
      }
    }
  }

  private void flatten(RawName name) throws IOException {
    try (Descriptor directory = top.openBeneath(name, Opening.DIRECTORY)) {
      for (List<RawName> names = names(directory); !names.isEmpty(); names = names(directory)) {
        for (RawName entry : names) {
          if (isDirectory(directory, entry)) {
            moveUp(directory, entry);
          } else {
            directory.removeFile(entry);
          }
        }
      }
    }
  }

  private void moveUp(Descriptor directory, RawName entry) throws IOException {
    while (true) {
      try {
        directory.move(entry, top, RawName.of(MOVED + moved++));
        return;
      } catch (ErrnoException e) {
        // The agent may have files of such names; each one passed is passed for good.
        if (!e.is(Errno.EEXIST)) {
          throw e;
        }
      }
    }
  }

  private static List<RawName> names(Descriptor directory) throws IOException {
    try (Descriptor fromStart = directory.openBeneath(RawName.of("."), Opening.DIRECTORY)) {
      return fromStart.nextNames();
    }
  }

  private static boolean isDirectory(Descriptor directory, RawName entry) throws IOException {
    return directory.statusOf(entry).kind() == FileStatus.Kind.DIRECTORY;
  }
}
