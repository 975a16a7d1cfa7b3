package hyperhive.webd.page;

/// What an open page says about its connection.
public enum Banner {
  NONE("", false),
  CORE_DOWN("The core is not answering, trying again. What you see may be out of date.", false),
  SESSION_ENDED("Your session has ended.", true),
  GONE("What this page shows is gone.", false);

  private final String sentence;
  private final boolean loginHelps;

  Banner(String sentence, boolean loginHelps) {
    this.sentence = sentence;
    this.loginHelps = loginHelps;
  }

  public String sentence() {
    return sentence;
  }

  public boolean loginHelps() {
    return loginHelps;
  }
}
