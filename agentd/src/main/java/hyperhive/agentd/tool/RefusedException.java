package hyperhive.agentd.tool;

/// A tool call that is refused before privd sees it; the message is a sentence for the caller.
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public RefusedException(String sentence) {
    super(sentence);
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
