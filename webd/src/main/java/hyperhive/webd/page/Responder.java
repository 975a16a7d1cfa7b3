package hyperhive.webd.page;

import hyperhive.webd.http.SecurityHeaders;
import hyperhive.webd.model.FileContent;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/// Sends answers. Handlers only make them.
final class Responder {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";
  static final String PLAIN = "text/plain; charset=utf-8";

  private Responder() {}

  static void send(ServerRequest request, ServerResponse response, Answer answer) {
    switch (answer) {
      case Answer.Html html -> body(request, response, html.status(), HTML, utf8(html.html()));
      case Answer.Json json -> body(request, response, json.status(), JSON, utf8(json.json()));
      case Answer.Text text -> body(request, response, text.status(), PLAIN, utf8(text.text()));
      case Answer.Redirect redirect -> redirect(request, response, redirect);
      case Answer.ForeignFile file -> foreign(request, response, file);
      case Answer.Static file -> {
        response.header("Cache-Control", "public, max-age=31536000, immutable");
        body(request, response, 200, file.asset().contentType(), file.asset().bytes());
      }
    }
  }

  private static void redirect(
      ServerRequest request, ServerResponse response, Answer.Redirect redirect) {
    redirect.cookie().ifPresent(response.headers()::addCookie);
    response.header(HeaderNames.LOCATION, redirect.to().value());
    body(request, response, 303, PLAIN, new byte[0]);
  }

  private static void foreign(
      ServerRequest request, ServerResponse response, Answer.ForeignFile file) {
    FileContent content = file.content();
    byte[] bytes = content.bytes();
    boolean text = ForeignBytes.isText(bytes);
    response.header("Content-Security-Policy", SecurityHeaders.FOREIGN_POLICY);
    response.header(
        "Content-Disposition",
        ForeignBytes.disposition(text ? "inline" : "attachment", file.name()));
    body(request, response, 200, text ? PLAIN : "application/octet-stream", bytes);
  }

  private static void body(
      ServerRequest request, ServerResponse response, int status, String type, byte[] bytes) {
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, type);
    if (request.prologue().method().text().equals("HEAD")) {
      response.headers().contentLength(bytes.length);
      response.send();
    } else {
      response.send(bytes);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
