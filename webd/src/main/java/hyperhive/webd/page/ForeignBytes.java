package hyperhive.webd.page;

import hyperhive.webd.http.CanonicalPath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// How bytes that an agent wrote go to a browser: never as anything it would render or run.
final class ForeignBytes {
  private ForeignBytes() {}

  static boolean isText(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes))
              .toString()
              .indexOf('\0')
          < 0;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /// The name in both spellings of RFC 6266. The plain one keeps only what cannot end a header or
  /// a quoted string.
  static String disposition(String kind, String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
    String encoded = CanonicalPath.encode(name).replace("/", "%2F");
    return "%s; filename=\"%s\"; filename*=UTF-8''%s".formatted(kind, plain, encoded);
  }
}
