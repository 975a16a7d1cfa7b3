package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.agent.v1.WhoAmIRequest;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// HTTP/2 by hand, where a client library would not do it.
@Tag("main-job")
@Tag("attack")
@Tag("needs-root")
final class FloodAttackTest {
  private static final byte HEADERS = 1;
  private static final byte RST_STREAM = 3;
  private static final byte CONTINUATION = 9;
  private static final byte END_HEADERS = 4;
  private static final int MOST_BYTES = 8 << 20;

  private final PrivdCoreKit kit = PrivdCoreKit.start();

  @AfterEach
  void close() {
    kit.close();
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel =
        OtherUser.as(
            kit.uids("alice").base(),
            () -> {
              SocketChannel connected = SocketChannel.open(StandardProtocolFamily.UNIX);
              connected.connect(UnixDomainSocketAddress.of(kit.agentSocket("alice")));
              return connected;
            });
    assertTrue(Preface.isServed(channel));
    channel.configureBlocking(false);
    return channel;
  }

  private static ByteBuffer frame(byte type, byte flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).put((byte) (payload.length >> 8));
    frame.put((byte) payload.length).put(type).put(flags).putInt(stream).put(payload);
    return frame.flip();
  }

  /// False when the other side has closed.
  private static boolean send(SocketChannel channel, ByteBuffer frame) throws Exception {
    ByteBuffer heard = ByteBuffer.allocate(64 * 1024);
    long deadline = System.nanoTime() + 10_000_000_000L;
    try {
      while (frame.hasRemaining()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("neither taken nor closed");
        }
        if (channel.write(frame) == 0) {
          Thread.sleep(1);
        }
        heard.clear();
        if (channel.read(heard) < 0) {
          return false;
        }
      }
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private void assertBobIsServed() {
    long began = System.nanoTime();
    assertEquals("bob", kit.agent("bob").whoAmI(WhoAmIRequest.getDefaultInstance()).getName());
    assertTrue(System.nanoTime() - began < 2_000_000_000L);
  }

  @Test
  void a10AContinuationFloodIsCutOffAndTheHeapStaysFlat() throws Exception {
    long before = heap();
    long sent = 0;
    try (SocketChannel channel = connect()) {
      // A literal header without end: name of one byte, a value as long as it gets.
      byte[] chunk = new byte[16_000];
      Arrays.fill(chunk, (byte) 'x');
      byte[] first = {0, 1, 'a', 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};
      boolean open = send(channel, frame(HEADERS, (byte) 0, 1, first));
      while (open && sent < MOST_BYTES) {
        open = send(channel, frame(CONTINUATION, (byte) 0, 1, chunk));
        sent += chunk.length;
      }
      assertTrue(sent < MOST_BYTES, "it took " + sent + " bytes");
    }
    assertTrue(heap() - before < 16 << 20);
    assertBobIsServed();
  }

  @Test
  void a11AFloodOfResetsIsCutOff() throws Exception {
    byte[] cancel = {0, 0, 0, 8};
    // :method POST, :scheme http, :path /, indexed or literal, as short as they get.
    byte[] headers = {(byte) 0x83, (byte) 0x86, (byte) 0x84};
    int resets = 0;
    try (SocketChannel channel = connect()) {
      boolean open = true;
      while (open && resets < 10_000) {
        int stream = 2 * resets + 1;
        open =
            send(channel, frame(HEADERS, END_HEADERS, stream, headers))
                && send(channel, frame(RST_STREAM, (byte) 0, stream, cancel));
        resets++;
      }
      assertTrue(resets < 10_000, "all resets were taken");
      assertBobIsServed();
    }
  }

  @Test
  void a12AConnectionThatNeverSpeaksIsClosed() throws Exception {
    try (SocketChannel silent =
        OtherUser.as(
            kit.uids("alice").base(),
            () -> {
              SocketChannel connected = SocketChannel.open(StandardProtocolFamily.UNIX);
              connected.connect(UnixDomainSocketAddress.of(kit.agentSocket("alice")));
              return connected;
            })) {
      silent.configureBlocking(false);
      ByteBuffer heard = ByteBuffer.allocate(1_024);
      long deadline = System.nanoTime() + 15_000_000_000L;
      boolean closed = false;
      while (!closed && System.nanoTime() < deadline) {
        heard.clear();
        closed = silent.read(heard) < 0;
        Thread.sleep(20);
      }
      assertTrue(closed, "still open after fifteen seconds");
    }
  }
}
