package hyperhive.privd.refusal;

/// A request that privd does not carry out. Nothing was changed.
///
/// The message is one sentence for the caller (an operator's page or a model) that says what to do;
/// it holds no host path and nothing the caller did not know.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What kind of refusal it is; mapped to a gRPC status in one place.
  public enum Category {
    INVALID,
    UNAUTHENTICATED,
    NOT_ALLOWED,
    NOT_FOUND,
    WRONG_STATE,
    OVER_LIMIT,
    UNAVAILABLE
  }

  private final Category category;

  private Refusal(Category category, String message) {
    super(message, null, false, false);
    this.category = category;
  }

  public Category category() {
    return category;
  }

  public String sentence() {
    return java.util.Objects.requireNonNull(getMessage());
  }

  public static Refusal invalid(String message) {
    return new Refusal(Category.INVALID, message);
  }

  public static Refusal unauthenticated(String message) {
    return new Refusal(Category.UNAUTHENTICATED, message);
  }

  public static Refusal notAllowed(String message) {
    return new Refusal(Category.NOT_ALLOWED, message);
  }

  public static Refusal notFound(String message) {
    return new Refusal(Category.NOT_FOUND, message);
  }

  public static Refusal wrongState(String message) {
    return new Refusal(Category.WRONG_STATE, message);
  }

  public static Refusal overLimit(String message) {
    return new Refusal(Category.OVER_LIMIT, message);
  }

  public static Refusal unavailable(String message) {
    return new Refusal(Category.UNAVAILABLE, message);
  }
}
