package hyperhive.webd.text;

/// Text that an agent, or anybody else, wrote. It cannot be put into a template as it is: a
/// template has to ask for `shown()`, which makes visible what could deceive a reader: control
/// characters, which a terminal would obey, and characters that reorder or hide other characters.
///
/// Angle brackets and the like are the template engine's business, not this class's.
public record HostileText(String raw) {
  public static final HostileText EMPTY = new HostileText("");

  private static final int CONTROL_PICTURES = 0x2400;
  private static final int DELETE = 0x7f;
  private static final int DELETE_PICTURE = 0x2421;

  public boolean isEmpty() {
    return raw.isEmpty();
  }

  /// For blocks: line breaks and tabs stay.
  public String shown() {
    StringBuilder shown = new StringBuilder(raw.length());
    String text = raw.replace("\r\n", "\n");
    text.codePoints().forEach(codePoint -> append(shown, codePoint, true));
    return shown.toString();
  }

  /// For names and table cells: line breaks become visible too.
  public String line() {
    StringBuilder shown = new StringBuilder(raw.length());
    raw.codePoints().forEach(codePoint -> append(shown, codePoint, false));
    return shown.toString();
  }

  /// The first line, cut to a length.
  public String summary(int maxCodePoints) {
    String first = raw.strip().lines().findFirst().orElse("");
    boolean whole =
        first.length() == raw.strip().length()
            && first.codePointCount(0, first.length()) <= maxCodePoints;
    if (whole) {
      return new HostileText(first).line();
    }
    int[] codePoints = first.codePoints().limit(maxCodePoints).toArray();
    return new HostileText(new String(codePoints, 0, codePoints.length)).line() + "…";
  }

  private static void append(StringBuilder shown, int codePoint, boolean breaksStay) {
    boolean stays = breaksStay && (codePoint == '\n' || codePoint == '\t');
    if (stays) {
      shown.appendCodePoint(codePoint);
    } else if (codePoint < ' ') {
      shown.appendCodePoint(CONTROL_PICTURES + codePoint);
    } else if (codePoint == DELETE) {
      shown.appendCodePoint(DELETE_PICTURE);
    } else if (deceives(codePoint)) {
      shown.append("[U+%04X]".formatted(codePoint));
    } else {
      shown.appendCodePoint(codePoint);
    }
  }

  private static boolean deceives(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      // The joiner holds emoji together; all other format characters are invisible.
      case Character.FORMAT -> codePoint != 0x200d;
      default -> isInvisibleLetter(codePoint);
    };
  }

  // Fillers count as letters and show nothing.
  private static boolean isInvisibleLetter(int codePoint) {
    return switch (codePoint) {
      case 0x115f, 0x1160, 0x3164, 0xffa0, 0x2800 -> true;
      default -> false;
    };
  }
}
