package hyperhive.webd.privd;

import org.jspecify.annotations.Nullable;

/// privd did not do what was asked. The sentence is privd's own and meant for the operator; it is
/// empty where only the category is known.
public final class PrivdException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Failure failure;
  private final String sentence;

  public PrivdException(Failure failure, String sentence, @Nullable Throwable cause) {
    super(failure + " " + sentence, cause);
    this.failure = failure;
    this.sentence = sentence;
  }

  public Failure failure() {
    return failure;
  }

  public String sentence() {
    return sentence;
  }
}
