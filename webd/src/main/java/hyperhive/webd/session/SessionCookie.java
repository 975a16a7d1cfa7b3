package hyperhive.webd.session;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.SetCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the browser keeps the session. With https the name has the prefix that makes browsers
/// refuse the cookie from any other host or path.
public final class SessionCookie {
  private final boolean https;
  private final String name;

  public SessionCookie(boolean https) {
    this.https = https;
    this.name = https ? "__Host-hyperhive" : "hyperhive";
  }

  public String name() {
    return name;
  }

  /// Two cookies of the name are none: one of them was planted.
  public Optional<SessionToken> read(ServerRequestHeaders headers) {
    if (!headers.contains(HeaderNames.COOKIE)) {
      return Optional.empty();
    }
    Parameters cookies = headers.cookies();
    List<String> values = cookies.all(name, List::of);
    return values.size() == 1 ? SessionToken.parse(values.getFirst()) : Optional.empty();
  }

  public SetCookie set(SessionToken token, Duration lifetime) {
    return cookie(token.value()).maxAge(lifetime).build();
  }

  public SetCookie clear() {
    return cookie("").expires(Instant.EPOCH).build();
  }

  private SetCookie.Builder cookie(String value) {
    return SetCookie.builder(name, value)
        .path("/")
        .httpOnly(true)
        .secure(https)
        .sameSite(SetCookie.SameSite.STRICT);
  }
}
