package hyperhive.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("main-job")
@Tag("attack")
final class RelativePathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "/",
        "/etc/shadow",
        "../secret",
        "a/../../secret",
        "sub/../ok.txt",
        "./ok.txt",
        "sub//ok.txt",
        "ok.txt/",
        "sub/.",
        "sub/..",
        "a\0b",
        "a/\uD800"
      })
  void f3OnlyTheCanonicalSpellingIsAPath(String value) {
    assertThrows(InvalidValueException.class, () -> RelativePath.parse(value));
  }

  @Test
  void f14WhatIsTooLongIsRefused() {
    for (String value :
        List.of(
            "x".repeat(256),
            "é".repeat(128),
            "a/".repeat(64) + "a",
            ("x".repeat(99) + "/").repeat(41) + "x")) {
      assertThrows(InvalidValueException.class, () -> RelativePath.parse(value));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", "...", ".hidden", "a b", "ä/ö", "-rf", "a\nb", "%2e%2e"})
  void aPathKeepsItsSpelling(String value) {
    assertEquals(value, RelativePath.parse(value).value());
    assertEquals(value, String.join("/", RelativePath.parse(value).components()));
  }

  @Test
  void theLongestOnesAreAccepted() {
    assertEquals(255, RelativePath.parse("x".repeat(255)).value().length());
    assertEquals(64, RelativePath.parse("a/".repeat(63) + "a").components().size());
  }
}
