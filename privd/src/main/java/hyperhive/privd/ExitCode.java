package hyperhive.privd;

/// With what privd ends. A supervisor restarts it after a crash, never after `CONFIGURATION`.
final class ExitCode {
  static final int OK = 0;

  /// Another privd holds this state directory. sysexits.h: EX_TEMPFAIL.
  static final int ALREADY_RUNNING = 75;

  /// Something must be changed by hand before a start can succeed. sysexits.h: EX_CONFIG.
  static final int CONFIGURATION = 78;

  private ExitCode() {}
}
