package hyperhive.privd.files;

import java.time.Instant;

/// One name in a directory of an agent's state.
///
/// @param addressable whether `name` is the real name, which can be asked for. If not, the real one
///     is no text that can be shown safely, and `name` shows it with `\xNN` for each byte that is
///     not printable, and for backslashes
/// @param size in bytes, 0 for anything but a file
public record FileEntry(String name, boolean addressable, Kind kind, long size, Instant modified) {

  /// A symbolic link, socket, device or FIFO is `OTHER`: nothing here opens it.
  public enum Kind {
    FILE,
    DIRECTORY,
    OTHER
  }
}
