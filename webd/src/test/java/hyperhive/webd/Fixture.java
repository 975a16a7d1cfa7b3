package hyperhive.webd;

import hyperhive.webd.fake.FakeContent;
import hyperhive.webd.fake.FakeHive;
import hyperhive.webd.fake.FakePrivd;
import hyperhive.webd.http.Deadlines;
import hyperhive.webd.http.PublicOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// webd with a fake privd, both on real sockets.
final class Fixture implements AutoCloseable {
  final FakePrivd privd;
  final int port;
  final String session;
  final Path directory;
  private final WebdServer webd;

  Fixture() {
    this(Deadlines.STANDARD, Optional.empty());
  }

  Fixture(Deadlines deadlines, Optional<String> publicOrigin) {
    directory = temporaryDirectory();
    privd = new FakePrivd(directory.resolve("operator.sock"));
    FakeContent.fill(privd.hive());
    session = privd.hive().mint();
    port = freePort();
    webd =
        WebdServer.start(
            new Config(
                privd.socket(),
                Listen.parse("127.0.0.1:" + port),
                publicOrigin.map(PublicOrigin::parse)),
            deadlines);
  }

  FakeHive hive() {
    return privd.hive();
  }

  String host() {
    return "127.0.0.1:" + port;
  }

  String origin() {
    return "http://" + host();
  }

  RawHttp connect() {
    return new RawHttp(port);
  }

  /// GET with the session.
  RawHttp.Response get(String path) {
    return send("GET", path, "Cookie: hyperhive=" + session + "\r\n", "");
  }

  /// POST of a form with the session, as a browser sends it from one of our pages.
  RawHttp.Response post(String path, String form) {
    return post(path, form, "Cookie: hyperhive=" + session + "\r\nSec-Fetch-Site: same-origin\r\n");
  }

  RawHttp.Response post(String path, String form, String headers) {
    String type = "Content-Type: application/x-www-form-urlencoded\r\n";
    return send("POST", path, type + headers, form);
  }

  RawHttp.Response send(String method, String path, String headers, String body) {
    return sendTo(host(), method, path, headers, body);
  }

  RawHttp.Response sendTo(String host, String method, String path, String headers, String body) {
    try (RawHttp connection = connect()) {
      String length =
          body.isEmpty() && !method.equals("POST")
              ? ""
              : "Content-Length: " + body.length() + "\r\n";
      connection.send(
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\n"
              + length
              + headers
              + "\r\n"
              + body);
      return connection.read(!method.equals("HEAD"));
    }
  }

  static String field(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    webd.close();
    privd.close();
    try {
      Files.deleteIfExists(privd.socket());
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("webd-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
