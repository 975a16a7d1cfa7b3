package hyperhive.agentd;

/// What agentd ends with; the numbers above 64 are those of sysexits.h.
final class ExitCodes {
  static final int OK = 0;
  static final int REFUSED = 1;
  static final int USAGE = 2;
  static final int FAULT = 70;
  static final int UNAVAILABLE = 75;
  static final int CONFIGURATION = 78;

  private ExitCodes() {}
}
