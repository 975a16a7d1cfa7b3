package hyperhive.webd.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/// Answers for requests that Helidon refuses before any filter runs. Its own answers have no
/// security headers and repeat parts of the request.
public final class DirectErrors {
  private DirectErrors() {}

  public static DirectHandlers handlers(ErrorBody errors, boolean https) {
    DirectHandler handler =
        (request, type, status, headers, message) -> answer(errors, https, status, headers);
    DirectHandlers.Builder builder = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      builder.addHandler(type, handler);
    }
    return builder.build();
  }

  private static DirectHandler.TransportResponse answer(
      ErrorBody errors, boolean https, Status status, ServerResponseHeaders headers) {
    headers.set(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    SecurityHeaders.apply(headers, https);
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .keepAlive(false)
        .entity(errors.html(status.code(), sentence(status.code())))
        .build();
  }

  private static String sentence(int status) {
    return switch (status) {
      case 404 -> "There is no page at this address.";
      case 411 -> "A request with a body has to say its length.";
      case 413 -> "This is too much at once. Send less.";
      case 414, 431 -> "The address or the headers of this request are too long.";
      case 503 -> "The server is busy. Try again in a moment.";
      case 505 -> "Only HTTP/1.1 is answered here.";
      default ->
          status < 500
              ? "This request was not well formed. Go back and try again."
              : "Something went wrong here. Try again; the reason is in webd's log.";
    };
  }
}
