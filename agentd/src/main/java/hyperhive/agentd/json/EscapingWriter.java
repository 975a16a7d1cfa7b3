package hyperhive.agentd.json;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/// Writes JSON with control, format and separator characters as four-digit escapes. In JSON they
/// occur inside strings only, where the escape means the same; a reader that splits at U+0085 or
/// U+2028, or shows U+202E, is not misled.
final class EscapingWriter extends FilterWriter {
  EscapingWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    char c = (char) character;
    if (misleads(c)) {
      out.write(String.format("\\u%04x", (int) c));
    } else {
      out.write(c);
    }
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      if (misleads(characters[i])) {
        out.write(characters, from, i - from);
        write(characters[i]);
        from = i + 1;
      }
    }
    out.write(characters, from, offset + length - from);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    write(text.toCharArray(), offset, length);
  }

  private static boolean misleads(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
