package hyperhive.webd.live;

import hyperhive.webd.privd.Failure;
import hyperhive.webd.session.SessionCookie;
import hyperhive.webd.session.SessionToken;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `GET /events?page=…&seq=…`: what changes on an open page, as server-sent events.
public final class Events implements Handler {
  private static final long KEEP_ALIVE_MILLIS = 10_000;
  private static final long OPEN_SECONDS = 10;

  private final LiveHubs hubs;
  private final SessionCookie cookie;

  public Events(LiveHubs hubs, SessionCookie cookie) {
    this.hubs = hubs;
    this.cookie = cookie;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws Exception {
    Optional<LiveSource> source = LiveSource.parse(request.query().first("page").orElse(""));
    OptionalLong seq = seq(request);
    Optional<SessionToken> session = cookie.read(request.headers());
    if (source.isEmpty() || seq.isEmpty()) {
      refuse(response, 400, "Reload the page.");
    } else if (session.isEmpty()) {
      refuse(response, 401, "Log in first.");
    } else {
      open(response, session.get(), source.get(), new Subscriber(seq.getAsLong()));
    }
  }

  private void open(
      ServerResponse response, SessionToken session, LiveSource source, Subscriber subscriber)
      throws InterruptedException {
    Optional<LiveHub> hub = hubs.of(session, subscriber.seq());
    if (hub.isEmpty()) {
      refuse(response, 503, "Too many sessions have pages open.");
      return;
    }
    Optional<Failure> failure = opened(hub.get());
    if (failure.isPresent()) {
      hubs.forget(session, hub.get());
      refuse(response, failure.get() == Failure.UNAUTHENTICATED ? 401 : 503, "Not now.");
    } else if (!hub.get().subscribe(source, subscriber)) {
      refuse(response, 429, "Too many pages are open.");
    } else {
      try {
        stream(response, subscriber);
      } finally {
        hub.get().unsubscribe(source, subscriber);
      }
    }
  }

  private static Optional<Failure> opened(LiveHub hub) throws InterruptedException {
    try {
      return hub.opened().get(OPEN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return Optional.of(Failure.UNCERTAIN);
    }
  }

  private static void stream(ServerResponse response, Subscriber subscriber) {
    response.status(Status.OK_200);
    response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
    response.header("X-Accel-Buffering", "no");
    try (OutputStream output = response.outputStream()) {
      write(output, SseFrame.hello());
      while (!subscriber.done()) {
        String frame = subscriber.next(KEEP_ALIVE_MILLIS);
        write(output, frame == null ? SseFrame.KEEP_ALIVE : frame);
      }
    } catch (IOException | UncheckedIOException e) {
      // The ordinary end of a stream: the page was closed.
      throw new CloseConnectionException("The page was closed.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("The server stops.", e);
    }
  }

  private static void write(OutputStream output, String frame) throws IOException {
    output.write(frame.getBytes(StandardCharsets.UTF_8));
    output.flush();
  }

  /// The newest event the page has: from its address, or when it connects again from the last id
  /// that was sent to it.
  private static OptionalLong seq(ServerRequest request) {
    String text =
        request
            .headers()
            .first(HeaderNames.create("Last-Event-ID"))
            .filter(id -> !id.isEmpty())
            .or(() -> request.query().first("seq").asOptional())
            .orElse("0");
    if (!text.matches("[0-9]{1,18}")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private static void refuse(ServerResponse response, int status, String sentence) {
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.send(sentence.getBytes(StandardCharsets.UTF_8));
  }
}
