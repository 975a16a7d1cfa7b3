package hyperhive.privd.store;

import org.jspecify.annotations.Nullable;

/// The database is lost, damaged or of a newer release. privd then runs degraded: it never makes a
/// new one in its place.
public final class DatabaseUnusableException extends Exception {
  private static final long serialVersionUID = 1L;

  public DatabaseUnusableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
