package hyperhive.privd.auth;

/// What an operator request needs; DESIGN section 2.3.
public enum Right {
  /// Callable before anybody has logged in: ping, setup, login.
  NONE,
  VIEW,
  ANSWER,
  DECIDE,
  OPERATE,
  ADMIN
}
