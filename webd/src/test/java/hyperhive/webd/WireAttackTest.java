package hyperhive.webd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.webd.http.Deadlines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Malformed and slow HTTP, byte by byte.
@Tag("main-job")
@Tag("attack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireAttackTest {
  private static final Deadlines SHORT =
      new Deadlines(
          Duration.ofMillis(700),
          Duration.ofMillis(700),
          Duration.ofMillis(700),
          Duration.ofMillis(1500));

  private final Fixture fixture = new Fixture(SHORT, Optional.empty());

  @AfterAll
  void stop() {
    fixture.close();
  }

  private String post(String headers, String body) {
    return "POST /pause-all HTTP/1.1\r\nHost: "
        + fixture.host()
        + "\r\nSec-Fetch-Site: same-origin\r\nCookie: hyperhive="
        + fixture.session
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n",
        "Content-Length: +4\r\n",
        "Content-Length: -4\r\n",
        "Content-Length: 4, 4\r\n",
        "Content-Length: 0x4\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Host : evil.example\r\n",
        "X: a\r\n b\r\n",
        "X: a\nY: b\r\n",
        "X: a\u0000b\r\n",
        "X Y: a\r\n"
      })
  void w12AmbiguousFramingIsRefusedAndTheConnectionClosed(String headers) {
    List<String> before = List.copyOf(fixture.hive().changes);
    try (RawHttp connection = fixture.connect()) {
      connection.send(post(headers, "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
      int status = connection.read().status();
      assertTrue(status == 400 || status == 411 || status == 0, headers + status);
      assertTrue(connection.closedWithin(3000));
    }
    assertEquals(before, fixture.hive().changes);
  }

  @Test
  void w14SixtyFourSlowClientsAreClosedAndTheOperatorIsServed() throws InterruptedException {
    List<RawHttp> slow = new ArrayList<>();
    for (int index = 0; index < 64; index++) {
      RawHttp connection = fixture.connect();
      connection.send(opening(index));
      slow.add(connection);
    }
    Thread.sleep(300);
    assertEquals(200, fixture.get("/").status());
    for (RawHttp connection : slow) {
      connection.read();
      assertTrue(connection.closedWithin(4000));
      connection.close();
    }
  }

  private String opening(int index) {
    return switch (index % 4) {
      case 0 -> "";
      case 1 -> "GET / HT";
      case 2 -> "GET / HTTP/1.1\r\nHost: " + fixture.host() + "\r\nX-Slow: ";
      default ->
          post("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n", "a=");
    };
  }

  @Test
  void w14AHeaderDripIsClosedThoughBytesKeepComing() throws InterruptedException {
    try (RawHttp connection = fixture.connect()) {
      connection.send("GET / HTTP/1.1\r\nX: ");
      long start = System.nanoTime();
      boolean open = true;
      while (open && System.nanoTime() - start < 5_000_000_000L) {
        open = drip(connection);
        Thread.sleep(100);
      }
      assertTrue(System.nanoTime() - start < 3_000_000_000L, "the drip went on");
    }
  }

  private static boolean drip(RawHttp connection) {
    try {
      connection.send("a");
      return true;
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }

  @Test
  void w14AnOpenStreamOutlivesTheDeadlines() throws InterruptedException {
    try (RawHttp connection = fixture.connect()) {
      connection.send(
          "GET /events?page=overview&seq=100 HTTP/1.1\r\nHost: "
              + fixture.host()
              + "\r\nCookie: hyperhive="
              + fixture.session
              + "\r\n\r\n");
      assertEquals(200, connection.read(false).status());
      Thread.sleep(2500);
      fixture.hive().changed(hyperhive.operator.v1.Topic.TOPIC_QUESTION, "alice");
      String line = connection.line();
      for (int index = 0; index < 20 && !line.startsWith("data: "); index++) {
        line = connection.line();
      }
      assertTrue(line.startsWith("data: "));
    }
  }

  @Test
  void w15AChunkExtensionNeverHangs() {
    try (RawHttp connection = fixture.connect()) {
      connection.send(post("Transfer-Encoding: chunked\r\n", "1;ext=1\r\na\r\n0\r\n\r\n"));
      assertEquals(411, connection.read().status());
      assertTrue(connection.closedWithin(3000));
    }
  }

  @Test
  void aRefusedBodyIsNotReadAsTheNextRequest() {
    try (RawHttp connection = fixture.connect()) {
      String inner = "GET /healthz HTTP/1.1\r\nHost: " + fixture.host() + "\r\n\r\n";
      connection.send(
          "POST /pause-all HTTP/1.1\r\nHost: "
              + fixture.host()
              + "\r\nContent-Length: "
              + inner.length()
              + "\r\n\r\n"
              + inner);
      assertEquals(403, connection.read().status());
      assertEquals(0, connection.read().status());
    }
  }
}
