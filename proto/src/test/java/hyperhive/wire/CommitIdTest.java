package hyperhive.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("main-job")
@Tag("attack")
final class CommitIdTest {
  private static final String FULL = "0123456789abcdef0123456789abcdef01234567";

  @Test
  void aFullIdIsAccepted() {
    assertEquals(FULL, CommitId.parse(FULL).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "main",
        "HEAD",
        "0123456",
        "0123456789ABCDEF0123456789ABCDEF01234567",
        "0123456789abcdef0123456789abcdef0123456",
        "0123456789abcdef0123456789abcdef012345678",
        "0123456789abcdef0123456789abcdef01234567\n",
        "--upload-pack=touch MARK;git-upload-pack",
        "0123456789abcdef0123456789abcdef0123456g"
      })
  void g1NothingElseIs(String value) {
    assertThrows(InvalidValueException.class, () -> CommitId.parse(value));
  }

  @Test
  void anApprovalIsCountedFromOne() {
    assertEquals(1, new ApprovalId(1).value());
    for (long value : new long[] {0, -1, Long.MIN_VALUE}) {
      assertThrows(InvalidValueException.class, () -> new ApprovalId(value));
    }
  }
}
