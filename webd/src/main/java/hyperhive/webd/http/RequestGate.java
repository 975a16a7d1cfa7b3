package hyperhive.webd.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Optional;

/// The one filter before all routes, so that no route can be reached without it.
public final class RequestGate implements Filter {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

  private final Site site;
  private final ErrorBody errors;

  public RequestGate(Site site, ErrorBody errors) {
    this.site = site;
    this.errors = errors;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    response.beforeSend(() -> SecurityHeaders.apply(response.headers(), site.https()));
    Optional<Refusal> refusal = check(request);
    if (refusal.isPresent()) {
      refuse(response, refusal.get());
    } else {
      chain.proceed();
    }
  }

  private Optional<Refusal> check(RoutingRequest request) {
    String method = request.prologue().method().text();
    ServerRequestHeaders headers = request.headers();
    List<String> hosts = headers.all(HeaderNames.HOST, List::of);
    if (CanonicalPath.parse(request.prologue().uriPath().rawPath()).isEmpty()) {
      return Optional.of(Refusal.PATH);
    }
    if (hosts.size() != 1) {
      return Optional.of(Refusal.HOST_COUNT);
    }
    if (!site.hasHost(hosts.getFirst())) {
      return Optional.of(Refusal.HOST);
    }
    return switch (method) {
      case "GET", "HEAD" -> foreignOrigin(headers) ? refusedOrigin() : Optional.empty();
      case "POST" -> fromOwnPage(headers) ? Optional.empty() : refusedOrigin();
      default -> Optional.of(Refusal.METHOD);
    };
  }

  private static Optional<Refusal> refusedOrigin() {
    return Optional.of(Refusal.ORIGIN);
  }

  private boolean foreignOrigin(ServerRequestHeaders headers) {
    return headers.all(HeaderNames.ORIGIN, List::of).stream()
        .anyMatch(origin -> !site.hasOrigin(origin));
  }

  private boolean fromOwnPage(ServerRequestHeaders headers) {
    List<String> fetchSite = headers.all(FETCH_SITE, List::of);
    List<String> origin = headers.all(HeaderNames.ORIGIN, List::of);
    if (foreignOrigin(headers)) {
      return false;
    }
    return fetchSite.isEmpty() ? origin.size() == 1 : fetchSite.equals(List.of("same-origin"));
  }

  private void refuse(RoutingResponse response, Refusal refusal) {
    if (refusal == Refusal.METHOD) {
      response.header("Allow", "GET, HEAD, POST");
    }
    response.status(Status.create(refusal.status()));
    response.header("Content-Type", "text/html; charset=utf-8");
    response.send(errors.html(refusal.status(), refusal.sentence()));
  }
}
