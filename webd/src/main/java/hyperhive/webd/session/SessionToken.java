package hyperhive.webd.session;

import hyperhive.wire.InvalidValueException;
import java.util.Optional;
import java.util.regex.Pattern;

/// What privd gave out at login. Only privd can tell whether it is worth anything.
public record SessionToken(String value) {
  // What can stand in a cookie and in gRPC metadata without quoting.
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~+/=-]{16,512}");

  public SessionToken {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidValueException("This is not a session.");
    }
  }

  public static Optional<SessionToken> parse(String value) {
    return SHAPE.matcher(value).matches() ? Optional.of(new SessionToken(value)) : Optional.empty();
  }

  // Never in a log.
  @Override
  public String toString() {
    return "SessionToken";
  }
}
