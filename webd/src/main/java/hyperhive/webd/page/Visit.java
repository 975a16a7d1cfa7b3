package hyperhive.webd.page;

import hyperhive.webd.http.CanonicalPath;
import hyperhive.webd.privd.Failure;
import hyperhive.webd.privd.PrivdException;
import hyperhive.webd.session.SessionCookie;
import hyperhive.webd.session.SessionToken;
import hyperhive.wire.AgentName;
import hyperhive.wire.InvalidValueException;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request, as a page sees it.
public final class Visit {
  private static final String NO_SUCH_ID = "An id is a whole number from 1.";

  private final ServerRequest request;
  private final SessionCookie cookie;
  private @Nullable FormData form;

  public Visit(ServerRequest request, SessionCookie cookie) {
    this.request = request;
    this.cookie = cookie;
  }

  public String method() {
    return request.prologue().method().text();
  }

  /// The path in its one spelling, still encoded.
  public String rawPath() {
    return request.prologue().uriPath().rawPath();
  }

  public String path() {
    return CanonicalPath.parse(rawPath()).map(CanonicalPath::decoded).orElse("/");
  }

  public boolean wantsJson() {
    return path().startsWith("/api/");
  }

  public Optional<SessionToken> session() {
    return cookie.read(request.headers());
  }

  public SessionToken requireSession() {
    return session().orElseThrow(() -> new PrivdException(Failure.UNAUTHENTICATED, "", null));
  }

  public AgentName agent() {
    return AgentName.parse(parameter("name"));
  }

  public String parameter(String name) {
    return request.path().pathParameters().get(name);
  }

  public long id() {
    return positive(parameter("id"));
  }

  /// A parameter of the query, empty if it is not there.
  public String query(String name) {
    return request.query().first(name).orElse("");
  }

  /// A number of the query that says where a list goes on; 0 if it is not there.
  public long before() {
    String text = query("before");
    return text.isEmpty() ? 0 : positive(text);
  }

  public Optional<String> header(String name) {
    return request.headers().first(HeaderNames.create(name));
  }

  public Optional<Notice> notice() {
    return Notice.byCode(query("done"));
  }

  /// The posted form. The body can be read only once, so it is kept.
  public FormData form() {
    FormData read = form;
    if (read == null) {
      read = readForm();
      form = read;
    }
    return read;
  }

  private FormData readForm() {
    boolean isForm =
        request
            .headers()
            .contentType()
            .filter(type -> type.mediaType().text().equals("application/x-www-form-urlencoded"))
            .isPresent();
    // A browser sends a form without fields as an empty body.
    if (!isForm || !request.content().hasEntity()) {
      return FormData.EMPTY;
    }
    try {
      return new FormData(request.content().as(Parameters.class));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("The form was not well formed.");
    }
  }

  static long positive(String text) {
    try {
      long value = Long.parseLong(text);
      if (value > 0 && text.charAt(0) != '+') {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new InvalidValueException(NO_SUCH_ID);
    }
    throw new InvalidValueException(NO_SUCH_ID);
  }
}
