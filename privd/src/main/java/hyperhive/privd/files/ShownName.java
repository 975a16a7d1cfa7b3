package hyperhive.privd.files;

import hyperhive.privd.sys.RawName;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file name as it can be shown: a name on Linux is any bytes, and an agent chooses them.
///
/// @param exact whether the text is the name itself
record ShownName(String text, boolean exact) {
  /// Control, format (bidirectional overrides among them), line and paragraph separators,
  /// unassigned and private characters.
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cn}\\p{Co}]");

  static ShownName of(RawName name) {
    Optional<String> text = name.text().filter(value -> !UNSAFE.matcher(value).find());
    return text.map(value -> new ShownName(value, true))
        .orElseGet(() -> new ShownName(escaped(name.bytes()), false));
  }

  private static String escaped(byte[] bytes) {
    StringBuilder shown = new StringBuilder();
    for (byte b : bytes) {
      if (b > ' ' && b < 0x7f && b != '\\') {
        shown.append((char) b);
      } else {
        shown.append("\\x%02x".formatted(b));
      }
    }
    return shown.toString();
  }
}
