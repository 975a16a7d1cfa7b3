package hyperhive.privd.auth;

import hyperhive.privd.store.Writer;
import java.util.Set;

/// Sessions with fewer rights than a login gives today.
public final class SessionsOf {
  private SessionsOf() {}

  public static String with(Sessions sessions, Writer writer, Set<Right> rights) {
    return writer.write(transaction -> sessions.mint(transaction, "op", rights)).token();
  }
}
