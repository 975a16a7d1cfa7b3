package hyperhive.wire;

/// A value from the other side has the wrong shape. The message is one sentence that says what is
/// accepted; it is safe to show to whoever sent the value and never repeats the value itself.
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidValueException(String message) {
    super(message);
  }
}
