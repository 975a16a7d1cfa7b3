package hyperhive.webd.privd;

/// Why privd did not do what was asked, as far as the operator can act on it.
public enum Failure {
  UNAUTHENTICATED,
  FORBIDDEN,
  INVALID,
  NOT_FOUND,
  CONFLICT,
  TOO_MUCH,
  /// privd said so, or was never reached: nothing was changed.
  UNAVAILABLE,
  /// privd may or may not have done it.
  UNCERTAIN,
  BROKEN
}
