package hyperhive.webd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A connection that sends exactly the given bytes, however wrong they are.
final class RawHttp implements AutoCloseable {
  private final Socket socket = new Socket();

  RawHttp(int port) {
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
      socket.setSoTimeout(15_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An answer as it came.
  record Response(int status, List<String> headerLines, String body) {
    Optional<String> header(String name) {
      return all(name).stream().findFirst();
    }

    List<String> all(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headerLines.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }
  }

  void send(String bytes) {
    send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads one response; status 0 if the connection was closed without one.
  Response read() {
    return read(true);
  }

  Response read(boolean withBody) {
    try {
      String head = head();
      if (head.isEmpty()) {
        return new Response(0, List.of(), "");
      }
      List<String> lines = Arrays.asList(head.split("\r\n"));
      int status = Integer.parseInt(lines.getFirst().substring(9, 12));
      Response response = new Response(status, lines.subList(1, lines.size()), "");
      int length = response.header("Content-Length").map(Integer::parseInt).orElse(0);
      byte[] body = withBody ? socket.getInputStream().readNBytes(length) : new byte[0];
      return new Response(status, response.headerLines(), new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Response(0, List.of(), "");
    }
  }

  /// Whether the other side closes within the time.
  boolean closedWithin(int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    try {
      while (System.nanoTime() < end) {
        socket.setSoTimeout(Math.max(1, Math.toIntExact((end - System.nanoTime()) / 1_000_000)));
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      }
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
    return false;
  }

  /// One line of a stream.
  String line() {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int octet = socket.getInputStream().read();
      while (octet >= 0 && octet != '\n') {
        line.write(octet);
        octet = socket.getInputStream().read();
      }
      return line.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    InputStream input = socket.getInputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = input.read();
      if (octet < 0) {
        return "";
      }
      head.write(octet);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }
}
