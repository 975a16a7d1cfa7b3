package hyperhive.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("main-job")
@Tag("attack")
final class AgentNameTest {
  private static final int SEED = 20_260_101;
  private static final String LIKELY = "abcxyz0189-";
  private static final String UNLIKELY = "AZ_ ./\\\n\r\t\0%$;'\"@é\u0430\u212A\u200B\u202E\uD83D";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "-rf",
        "--help",
        "a b",
        "$(x)",
        "a;b",
        "../x",
        "..",
        ".",
        "/",
        "a/b",
        "%i",
        "é",
        "a-",
        "abcdefghij",
        "operator",
        "system",
        "Alice",
        "aLice",
        "alice\n",
        "\nalice",
        "a\0",
        "1a",
        "a_b",
        "\u0430lice",
        "a\u200Bb",
        "a\r",
        "*"
      })
  void n1WhatIsNoNameIsRefusedAndNotRepeated(String value) {
    InvalidValueException refused =
        assertThrows(InvalidValueException.class, () -> AgentName.parse(value));
    String message = String.valueOf(refused.getMessage());
    assertFalse(value.length() > 3 && message.contains(value), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "alice", "a1", "a-b", "a--b", "abcdefghi", "system1", "manager"})
  void aNameIsAccepted(String value) {
    assertEquals(value, AgentName.parse(value).value());
  }

  @Test
  void n2WhatIsAcceptedHasTheShapeFromBeginningToEnd() {
    Random random = new Random(SEED);
    int accepted = 0;
    for (int i = 0; i < 1_000_000; i++) {
      String value = candidate(random);
      if (isAccepted(value)) {
        accepted++;
        assertTrue(hasShape(value), value);
      } else {
        assertTrue(!hasShape(value) || value.equals("operator") || value.equals("system"), value);
      }
    }
    assertTrue(accepted > 10_000, "only " + accepted);
  }

  private static String candidate(Random random) {
    StringBuilder value = new StringBuilder();
    for (int length = random.nextInt(13); length > 0; length--) {
      String from = random.nextInt(40) == 0 ? UNLIKELY : LIKELY;
      value.append(from.charAt(random.nextInt(from.length())));
    }
    return value.toString();
  }

  private static boolean isAccepted(String value) {
    try {
      return AgentName.parse(value).value().equals(value);
    } catch (InvalidValueException refused) {
      return false;
    }
  }

  /// The rule once more, without a regular expression.
  private static boolean hasShape(String value) {
    if (value.isEmpty() || value.length() > 9 || value.endsWith("-")) {
      return false;
    }
    boolean first = value.charAt(0) >= 'a' && value.charAt(0) <= 'z';
    return first
        && value
            .chars()
            .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }
}
