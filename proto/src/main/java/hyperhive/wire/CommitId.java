package hyperhive.wire;

import java.util.regex.Pattern;

/// A full git commit id: 40 lower-case hex digits. Never a branch, a tag or an abbreviation, so
/// that what was approved cannot come to mean something else.
public record CommitId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{40}");

  public CommitId {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidValueException("A commit is its full id of 40 lower-case hex digits.");
    }
  }

  public static CommitId parse(String value) {
    return new CommitId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
