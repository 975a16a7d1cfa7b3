package hyperhive.webd.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A connection that knows which part of a request it is waiting for, and since when.
///
/// A handler that is at work, a stream of server-sent events for example, has no deadline of its
/// own: only each read and each write has.
final class GuardedConnection implements ConnectionContext {
  private enum Phase {
    BETWEEN_REQUESTS,
    HEAD,
    BODY
  }

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private final ConnectionContext inner;
  private final Deadlines deadlines;
  private final DataReader reader;
  private final TimedWriter writer;
  private volatile Phase phase = Phase.BETWEEN_REQUESTS;
  private volatile boolean reading;
  private volatile long deadline;

  GuardedConnection(ConnectionContext inner, Deadlines deadlines) {
    this.inner = inner;
    this.deadlines = deadlines;
    this.reader = DataReader.create(this::pull);
    this.writer = new TimedWriter(inner::dataWriter);
    startDeadline(deadlines.idle());
  }

  void headRead(Headers headers) {
    if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
      // Forms always have a length. Not taking chunks leaves no chunk parser to attack.
      throw refusal(Status.LENGTH_REQUIRED_411);
    }
    List<String> lengths = headers.all(HeaderNames.CONTENT_LENGTH, List::of);
    if (lengths.size() > 1 || !lengths.stream().allMatch(LENGTH.asMatchPredicate())) {
      // Helidon takes the first of two, and a sign.
      throw refusal(Status.BAD_REQUEST_400);
    }
    phase = Phase.BODY;
    startDeadline(deadlines.body());
  }

  private static RequestException refusal(Status status) {
    return RequestException.builder()
        .type(DirectHandler.EventType.OTHER)
        .status(status)
        .setKeepAlive(false)
        .message("The length of the body is not clear.")
        .build();
  }

  void responseStarted() {
    phase = Phase.BETWEEN_REQUESTS;
    startDeadline(deadlines.idle());
  }

  void closeIfLate(long now) {
    boolean lateReading = reading && now - deadline > 0;
    if (lateReading || writer.lateBy(now, deadlines.write())) {
      inner.serverSocket().close();
    } else if (phase == Phase.BETWEEN_REQUESTS && !reading) {
      // A handler is at work; idleness begins when it has finished.
      startDeadline(deadlines.idle());
    }
  }

  // Null is what Helidon's reader takes for the end of the stream.
  private byte @Nullable [] pull() {
    reading = true;
    try {
      byte[] bytes = inner.serverSocket().get();
      if (phase == Phase.BETWEEN_REQUESTS && bytes != null) {
        phase = Phase.HEAD;
        startDeadline(deadlines.head());
      }
      return bytes;
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("The connection was closed.", e);
    } finally {
      reading = false;
    }
  }

  private void startDeadline(Duration allowed) {
    deadline = System.nanoTime() + allowed.toNanos();
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  @Override
  public ListenerContext listenerContext() {
    return inner.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return inner.executor();
  }

  @Override
  public Router router() {
    return inner.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return inner.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return inner.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return inner.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return inner.localPeer();
  }

  @Override
  public boolean isSecure() {
    return inner.isSecure();
  }

  @Override
  public String socketId() {
    return inner.socketId();
  }

  @Override
  public String childSocketId() {
    return inner.childSocketId();
  }
}
