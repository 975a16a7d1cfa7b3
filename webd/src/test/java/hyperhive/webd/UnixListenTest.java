package hyperhive.webd;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.webd.http.PublicOrigin;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Behind a proxy on a unix socket.
@Tag("main-job")
class UnixListenTest {
  @TempDir Path directory;

  private Config config() {
    return new Config(
        directory.resolve("none.sock"),
        Listen.parse("unix:" + directory.resolve("web.sock")),
        Optional.of(PublicOrigin.parse("https://hive.example")));
  }

  @Test
  void itAnswersUnderItsPublicNameAlsoAfterAKill() throws IOException {
    ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    left.bind(UnixDomainSocketAddress.of(directory.resolve("web.sock")));
    left.close();
    try (WebdServer webd = WebdServer.start(config())) {
      assertTrue(health("hive.example").startsWith("HTTP/1.1 200"), webd.origin());
      assertTrue(health("127.0.0.1").startsWith("HTTP/1.1 421"));
      assertThrows(ServerFailedException.class, () -> WebdServer.start(config()));
      assertTrue(health("hive.example").startsWith("HTTP/1.1 200"));
    }
  }

  private String health(String host) throws IOException {
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("web.sock")))) {
      String request = "GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(4096);
      channel.read(answer);
      return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }
  }
}
