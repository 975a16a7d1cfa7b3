package hyperhive.privd.auth;

import java.util.Set;

/// Who a request comes from, as privd found out itself.
///
/// @param tokenHash of the session, which is how it is told from others
public record Actor(String operator, String tokenHash, long expiresMs, Set<Right> rights) {
  public Actor {
    rights = Set.copyOf(rights);
  }

  public boolean may(Right right) {
    return right == Right.NONE || rights.contains(right);
  }
}
