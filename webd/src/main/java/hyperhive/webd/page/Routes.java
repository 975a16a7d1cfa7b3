package hyperhive.webd.page;

import hyperhive.webd.session.SessionCookie;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashSet;
import java.util.Set;

/// Puts endpoints at addresses. Whatever an endpoint throws becomes an answer here.
final class Routes {
  private final HttpRouting.Builder routing;
  private final SessionCookie cookie;
  private final Failures failures;
  private final Set<String> patterns = new LinkedHashSet<>();

  Routes(HttpRouting.Builder routing, SessionCookie cookie, Failures failures) {
    this.routing = routing;
    this.cookie = cookie;
    this.failures = failures;
  }

  Routes get(String pattern, Endpoint endpoint) {
    Handler handler = handler(endpoint);
    patterns.add(pattern);
    routing.route(Method.GET, pattern, handler);
    routing.route(Method.HEAD, pattern, handler);
    return this;
  }

  Routes post(String pattern, Endpoint endpoint) {
    patterns.add(pattern);
    routing.route(Method.POST, pattern, handler(endpoint));
    return this;
  }

  /// For an answer that is not made in one piece.
  Routes stream(String pattern, Handler handler) {
    patterns.add(pattern);
    routing.route(Method.GET, pattern, handler);
    return this;
  }

  /// What no route took.
  void rest() {
    Handler wrongMethod = handler(failures::wrongMethod);
    patterns.forEach(pattern -> routing.any(pattern, wrongMethod));
    routing.any(handler(failures::notFound));
  }

  private Handler handler(Endpoint endpoint) {
    return (request, response) -> Responder.send(request, response, answer(request, endpoint));
  }

  private Answer answer(ServerRequest request, Endpoint endpoint) {
    Visit visit = new Visit(request, cookie);
    try {
      return endpoint.answer(visit);
    } catch (HttpException | RequestException e) {
      // What Helidon itself found wrong with the request keeps its own status.
      throw e;
    } catch (RuntimeException e) {
      return failures.answer(visit, e);
    }
  }

  /// Also for streams that fail before they begin.
  static void send(ServerRequest request, ServerResponse response, Answer answer) {
    Responder.send(request, response, answer);
  }
}
