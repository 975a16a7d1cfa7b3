package hyperhive.wire;

/// The number of an approval, from 1.
public record ApprovalId(long value) {
  public ApprovalId {
    if (value < 1) {
      throw new InvalidValueException("An approval id is a whole number from 1.");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
