package hyperhive.webd.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A request path in its one accepted spelling.
///
/// Helidon decodes `%2e%2e%2f` and hands `../` to the handlers, reads `;x=y` as parameters and lets
/// NUL through. Whatever has a second reading is refused here, before any route is looked up.
public record CanonicalPath(String decoded) {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final String LITERAL = UNRESERVED + "!$&'()*+,=:@/";
  private static final String NEVER_ENCODED = "./\\%";

  /// The path, or nothing if it is not canonical.
  public static Optional<CanonicalPath> parse(String raw) {
    if (!raw.startsWith("/") || raw.contains("//") || hasDotSegment(raw)) {
      return Optional.empty();
    }
    return decode(raw).map(CanonicalPath::new);
  }

  /// Whether a link can be made to something of this name.
  public static boolean canBeLinked(String path) {
    return parse("/" + encode(path)).isPresent();
  }

  /// The one spelling of a relative path in a URL.
  public static String encode(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(octet) >= 0 || octet == '/') {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(hex(octet >> 4)).append(hex(octet));
      }
    }
    return encoded.toString();
  }

  private static char hex(int nibble) {
    return Character.toUpperCase(Character.forDigit(nibble & 0xf, 16));
  }

  private static boolean hasDotSegment(String raw) {
    List<String> segments = List.of(raw.split("/", -1));
    return segments.contains(".") || segments.contains("..");
  }

  private static Optional<String> decode(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    int index = 0;
    while (index < raw.length()) {
      char character = raw.charAt(index);
      boolean encoded = character == '%';
      int octet = encoded ? octetAt(raw, index) : character;
      if (encoded ? !mayBeEncoded(octet) : LITERAL.indexOf(character) < 0) {
        return Optional.empty();
      }
      bytes.write(octet);
      index += encoded ? 3 : 1;
    }
    return utf8(bytes.toByteArray());
  }

  private static int octetAt(String raw, int percent) {
    if (percent + 2 >= raw.length()) {
      return -1;
    }
    int high = Character.digit(raw.charAt(percent + 1), 16);
    int low = Character.digit(raw.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static boolean mayBeEncoded(int octet) {
    return octet >= 0x20 && octet != 0x7f && NEVER_ENCODED.indexOf(octet) < 0;
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
