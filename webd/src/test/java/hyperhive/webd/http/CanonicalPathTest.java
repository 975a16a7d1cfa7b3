package hyperhive.webd.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("main-job")
class CanonicalPathTest {
  @ParameterizedTest
  @ValueSource(strings = {"a b", "ä/ö", "a;b", "a?b#c", "a&b=c", "100 €", "...", "a..b", ".hidden"})
  void whatIsEncodedHereIsAcceptedHere(String path) {
    String raw = "/" + CanonicalPath.encode(path);
    assertEquals(Optional.of("/" + path), CanonicalPath.parse(raw).map(CanonicalPath::decoded));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb", "a\\b", "a%b", "a\u0000b", "../b", "./b", "a//b", ".", "..", "a/.."})
  void whatHasASecondReadingCannotBeLinked(String path) {
    assertFalse(CanonicalPath.canBeLinked(path));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingAcceptedDecodesToATraversal(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String alphabet = "%2eEfF5cC0aA./\\;ab\u0000é";
    for (int round = 0; round < 50_000; round++) {
      StringBuilder raw = new StringBuilder("/");
      for (int index = random.nextInt(12); index > 0; index--) {
        raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      CanonicalPath.parse(raw.toString()).ifPresent(path -> harmless(path.decoded()));
    }
  }

  private static void harmless(String decoded) {
    assertTrue(("/" + decoded + "/").indexOf("/../") < 0, decoded);
    assertTrue(decoded.indexOf("//") < 0, decoded);
    assertTrue(decoded.chars().noneMatch(c -> c < 0x20 || c == '\\' || c == 0x7f), decoded);
  }
}
