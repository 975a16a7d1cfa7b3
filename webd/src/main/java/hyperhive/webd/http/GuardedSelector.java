package hyperhive.webd.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/// Helidon's HTTP/1.1 behind our deadlines. It has to be the only selector: only then does Helidon
/// hand it a connection at accept, before the first byte.
public final class GuardedSelector implements ServerConnectionSelector, AutoCloseable {
  private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  private final Deadlines deadlines;
  private final DeadlineWatch watch = new DeadlineWatch();
  private final Http1ConnectionSelector http1;

  public GuardedSelector(Deadlines deadlines) {
    this.deadlines = deadlines;
    Http1Config config =
        Http1Config.builder()
            .maxPrologueLength(MAX_REQUEST_LINE_BYTES)
            .maxHeadersSize(MAX_HEADER_BYTES)
            .validateRequestHeaders(true)
            .validateResponseHeaders(true)
            .addReceiveListener(new HeadListener())
            .addSendListener(new ResponseListener())
            .build();
    this.http1 = Http1ConnectionSelector.builder().config(config).build();
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http1.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http1.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http1.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    GuardedConnection guarded = new GuardedConnection(context, deadlines);
    return new Watched(guarded, http1.connection(guarded), watch);
  }

  @Override
  public void close() {
    watch.close();
  }

  private static final class HeadListener implements Http1ConnectionListener {
    @Override
    public void headers(ConnectionContext context, Headers headers) {
      if (context instanceof GuardedConnection guarded) {
        guarded.headRead(headers);
      }
    }
  }

  private static final class ResponseListener implements Http1ConnectionListener {
    @Override
    public void status(ConnectionContext context, Status status) {
      if (context instanceof GuardedConnection guarded) {
        guarded.responseStarted();
      }
    }
  }

  private record Watched(GuardedConnection guarded, ServerConnection inner, DeadlineWatch watch)
      implements ServerConnection {
    @Override
    public void handle(Limit limit) throws InterruptedException {
      watch.add(guarded);
      try {
        inner.handle(limit);
      } finally {
        watch.remove(guarded);
      }
    }

    @Override
    public Duration idleTime() {
      return inner.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      inner.close(interrupt);
    }
  }
}
