package hyperhive.privd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// The beginning of HTTP/2 by hand: what a client sends first, and what comes back.
final class Preface {
  private static final byte[] EMPTY_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
  private static final long PATIENCE = 2_000_000_000L;

  private Preface() {}

  static byte[] bytes() {
    ByteArrayOutputStream preface = new ByteArrayOutputStream();
    preface.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    preface.writeBytes(EMPTY_SETTINGS);
    return preface.toByteArray();
  }

  /// Sends it and returns what is heard before the other side closes or falls silent.
  static byte[] exchange(SocketChannel channel) throws IOException {
    try {
      channel.write(ByteBuffer.wrap(bytes()));
    } catch (IOException closedAlready) {
      return new byte[0];
    }
    channel.configureBlocking(false);
    ByteBuffer heard = ByteBuffer.allocate(1_024);
    long deadline = System.nanoTime() + PATIENCE;
    while (heard.position() < 9 && System.nanoTime() < deadline) {
      try {
        if (channel.read(heard) < 0) {
          break;
        }
        Thread.sleep(1);
      } catch (IOException reset) {
        break;
      } catch (InterruptedException cut) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return java.util.Arrays.copyOf(heard.array(), heard.position());
  }

  static boolean isServed(SocketChannel channel) throws IOException {
    return exchange(channel).length >= 9;
  }
}
