package hyperhive.webd.page;

import hyperhive.webd.privd.Failure;

/// What the operator is told about a failure.
///
/// @param sentence what to do
/// @param retries whether the page should try again by itself
public record FailureAnswer(int status, String heading, String sentence, boolean retries) {
  private static final String NOT_ANSWERING = "The core is not answering";

  /// The one place where a category becomes an HTTP status and a sentence.
  ///
  /// @param said privd's own sentence, may be empty
  /// @param changing whether the request was meant to change something
  public static FailureAnswer of(Failure failure, String said, boolean changing) {
    return switch (failure) {
      case UNAUTHENTICATED ->
          plain(401, "Log in first", or(said, "Your session has ended. Log in again."));
      case FORBIDDEN -> plain(403, "Not allowed", or(said, "You may not do this."));
      case INVALID ->
          plain(
              400,
              "This was not understood",
              or(said, "Go back, check what you entered and try again."));
      case NOT_FOUND ->
          plain(
              404,
              "Not found",
              or(said, "There is nothing here. It may be gone; go back to the overview."));
      case CONFLICT ->
          plain(
              409,
              "No longer possible",
              or(said, "It has changed meanwhile. Go back and look at it again."));
      case TOO_MUCH -> plain(429, "Too much at once", or(said, "Wait a moment, then try again."));
      case UNAVAILABLE -> unavailable(said, changing);
      case UNCERTAIN -> uncertain(changing);
      case BROKEN ->
          plain(
              500,
              "Something went wrong",
              "Try again. If it stays so, look into the logs of webd and privd.");
    };
  }

  private static FailureAnswer unavailable(String said, boolean changing) {
    String nothing =
        changing
            ? " Nothing was changed: go back and try again later."
            : " This page tries again by itself.";
    String what = or(said, "The core (privd) is not answering.");
    return new FailureAnswer(503, NOT_ANSWERING, what + nothing, !changing);
  }

  private static FailureAnswer uncertain(boolean changing) {
    String sentence =
        changing
            ? "The core (privd) did not answer in time. It is not known whether the change was made:"
                + " look before you do it again. It was not sent twice."
            : "The core (privd) is not answering. This page tries again by itself.";
    return new FailureAnswer(503, NOT_ANSWERING, sentence, !changing);
  }

  private static FailureAnswer plain(int status, String heading, String sentence) {
    return new FailureAnswer(status, heading, sentence, false);
  }

  private static String or(String said, String otherwise) {
    return said.isEmpty() ? otherwise : said;
  }
}
