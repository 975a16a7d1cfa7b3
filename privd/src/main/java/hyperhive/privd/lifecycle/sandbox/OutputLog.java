package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.sys.Descriptor;
import hyperhive.privd.sys.Errno;
import hyperhive.privd.sys.ErrnoException;
import hyperhive.privd.sys.Opening;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// The file a container's output goes to, on a small file system of its own. The container holds it
/// open for appending, so it is never replaced or cut: storage is given back from its beginning,
/// and nothing that is written meanwhile is lost.
final class OutputLog {
  static final String FILE_SYSTEM_SIZE = "8m";
  static final long TRIM_ABOVE = 4L << 20;
  static final long KEEP = 2L << 20;
  private static final int MAX_EXCERPT = 16 * 1024;

  private OutputLog() {}

  /// The last bytes; what was given back reads as NUL and is left out.
  static byte[] tail(Path file, int maxBytes) throws IOException {
    int wanted = Math.toIntExact(Math.min(maxBytes, KEEP));
    try (Descriptor log = Descriptor.open(file, Opening.READ)) {
      long size = log.status().size();
      return withoutLeadingNul(log.readAt(Math.max(0, size - wanted), wanted));
    } catch (ErrnoException e) {
      if (e.is(Errno.ENOENT)) {
        return new byte[0];
      }
      throw e;
    }
  }

  static String since(Path file, long offset) throws IOException {
    try (Descriptor log = Descriptor.open(file, Opening.READ)) {
      return new String(log.readAt(offset, MAX_EXCERPT), StandardCharsets.UTF_8);
    } catch (ErrnoException e) {
      if (e.is(Errno.ENOENT)) {
        return "";
      }
      throw e;
    }
  }

  /// Gives storage back if there is much of it.
  static void trim(Path file) throws IOException {
    try (Descriptor log = Descriptor.open(file, Opening.WRITE)) {
      if (log.status().allocated() > TRIM_ABOVE) {
        log.punchHole(log.status().size() - KEEP);
      }
    } catch (ErrnoException e) {
      if (!e.is(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  private static byte[] withoutLeadingNul(byte[] bytes) {
    int start = 0;
    while (start < bytes.length && bytes[start] == 0) {
      start++;
    }
    return Arrays.copyOfRange(bytes, start, bytes.length);
  }
}
