package hyperhive.privd.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Lines of a file from its end towards its beginning, so that a page costs the same however long
/// the file is.
final class BackwardLines {
  private static final int CHUNK = 16 * 1024;

  private final FileChannel file;
  private long end;

  /// @param before offset to start at, just after a line's newline; 0 for the end of the file
  BackwardLines(FileChannel file, long before) throws IOException {
    this.file = file;
    this.end = before == 0 ? file.size() : Math.min(before, file.size());
  }

  /// Where the line that was returned last begins: the cursor for going on later.
  long position() {
    return end;
  }

  Optional<String> previous() throws IOException {
    if (end <= 0) {
      return Optional.empty();
    }
    long newline = lastNewlineBefore(end - 1);
    byte[] line = read(newline + 1, end - 1 - (newline + 1));
    end = newline + 1;
    return Optional.of(new String(line, StandardCharsets.UTF_8));
  }

  /// Offset of the newest newline before `offset`; -1 if there is none.
  private long lastNewlineBefore(long offset) throws IOException {
    long upper = offset;
    while (upper > 0) {
      long lower = Math.max(0, upper - CHUNK);
      byte[] chunk = read(lower, upper - lower);
      for (int i = chunk.length - 1; i >= 0; i--) {
        if (chunk[i] == '\n') {
          return lower + i;
        }
      }
      upper = lower;
    }
    return -1;
  }

  private byte[] read(long from, long count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(Math.max(0, count)));
    int got = 0;
    while (buffer.hasRemaining() && got >= 0) {
      got = file.read(buffer, from + buffer.position());
    }
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    read.write(buffer.array(), 0, buffer.position());
    return read.toByteArray();
  }
}
