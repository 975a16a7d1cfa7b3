package hyperhive.agentd.turn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Cuts a stream of any bytes into lines of bounded length; what is longer is read and left out.
final class LineReader {
  static final int MAX_LINE_BYTES = 4096;

  private final byte[] line = new byte[MAX_LINE_BYTES];
  private final Consumer<String> sink;
  private int length;
  private boolean pending;

  LineReader(Consumer<String> sink) {
    this.sink = sink;
  }

  /// Returns at the end of the stream, also when it ends by being closed.
  void readAll(InputStream in) {
    byte[] chunk = new byte[8192];
    try {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        for (int i = 0; i < count; i++) {
          take(chunk[i]);
        }
      }
    } catch (IOException closed) {
      // The pipe was closed under us: what came before still counts.
    }
    if (pending) {
      endLine();
    }
  }

  private void take(byte value) {
    if (value == '\n') {
      endLine();
      return;
    }
    pending = true;
    if (length < MAX_LINE_BYTES) {
      line[length] = value;
      length++;
    }
  }

  private void endLine() {
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    // Bytes that are not UTF-8 become U+FFFD, three bytes each: cut again, now whole characters.
    sink.accept(cut(new String(line, 0, end, StandardCharsets.UTF_8), MAX_LINE_BYTES));
    length = 0;
    pending = false;
  }

  /// The longest beginning of a text that takes no more than so many bytes in UTF-8.
  static String cut(String text, int maxBytes) {
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      bytes += utf8Length(codePoint);
      if (bytes > maxBytes) {
        return text.substring(0, i);
      }
      i += Character.charCount(codePoint);
    }
    return text;
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
