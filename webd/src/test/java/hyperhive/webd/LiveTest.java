package hyperhive.webd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.operator.v1.Topic;
import hyperhive.webd.fake.FakeContent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Open pages follow what happens.
@Tag("main-job")
class LiveTest {
  private final Fixture fixture = new Fixture();
  private final List<RawHttp> open = new ArrayList<>();

  @AfterEach
  void stop() {
    open.forEach(RawHttp::close);
    fixture.close();
  }

  private RawHttp open(String page, long seq) {
    RawHttp connection = fixture.connect();
    open.add(connection);
    connection.send(
        "GET /events?page=%s&seq=%d HTTP/1.1\r\nHost: %s\r\nCookie: hyperhive=%s\r\n\r\n"
            .formatted(page, seq, fixture.host(), fixture.session));
    return connection;
  }

  private RawHttp subscribed(String page) {
    RawHttp connection = open(page, fixture.hive().seq());
    assertEquals(200, connection.read(false).status());
    until(connection, "retry: ");
    return connection;
  }

  private static String until(RawHttp connection, String wanted) {
    StringBuilder seen = new StringBuilder();
    for (int lines = 0; lines < 5000; lines++) {
      String line = connection.line();
      seen.append(line).append('\n');
      if (line.contains(wanted)) {
        return seen.toString();
      }
    }
    throw new AssertionError("never came: " + wanted + " in " + seen);
  }

  @Test
  void anEventRendersThePageOnceForAllItsReaders() {
    List<RawHttp> readers =
        List.of(subscribed("overview"), subscribed("overview"), subscribed("overview"));
    fixture.privd.forgetCalls();
    fixture
        .hive()
        .overview
        .getQuestionsBuilder()
        .addItems(FakeContent.free().toBuilder().setId(30).setText("news"));
    fixture.hive().waiting(4);
    fixture.hive().changed(Topic.TOPIC_QUESTION, "alice");
    for (RawHttp reader : readers) {
      String seen = until(reader, "question-30");
      assertTrue(seen.contains("id: " + fixture.hive().seq()), seen);
      assertTrue(seen.contains("(4) Overview"), seen);
      assertTrue(seen.contains("method=\"morph\" target=\"live-needs\""), seen);
    }
    assertEquals(List.of("GetOverview"), fixture.privd.calls());
  }

  @Test
  void manyEventsAreFewRenderings() throws InterruptedException {
    RawHttp reader = subscribed("overview");
    fixture.privd.forgetCalls();
    for (int index = 0; index < 200; index++) {
      fixture.hive().waiting(index + 10);
      fixture.hive().changed(Topic.TOPIC_AGENT, "alice");
    }
    until(reader, "(209) Overview");
    Thread.sleep(300);
    int calls = fixture.privd.calls().size();
    assertTrue(calls <= 12, calls + " renderings");
  }

  @Test
  void whatChangedBeforeTheStreamOpenedIsSentAtOnce() {
    long page = fixture.hive().seq();
    subscribed("count");
    fixture.hive().waiting(7);
    fixture.hive().changed(Topic.TOPIC_QUESTION, "alice");
    RawHttp late = open("overview", page);
    assertEquals(200, late.read(false).status());
    until(late, "(7) Overview");
  }

  @Test
  void aPageHearsOnlyWhatConcernsIt() throws InterruptedException {
    subscribed("agent/alice");
    fixture.privd.forgetCalls();
    fixture.hive().changed(Topic.TOPIC_TURN_OUTPUT, "bob");
    Thread.sleep(300);
    assertEquals(List.of(), fixture.privd.calls());
    fixture.hive().changed(Topic.TOPIC_TURN_OUTPUT, "alice");
    Thread.sleep(500);
    assertEquals(List.of("GetAgent"), fixture.privd.calls());
  }

  @Test
  @Tag("attack")
  void w10LineBreaksInTextMakeNoEvent() {
    RawHttp reader = subscribed("questions");
    fixture
        .hive()
        .questions
        .getOpenBuilder()
        .addItems(
            FakeContent.free().toBuilder()
                .setId(31)
                .setText("a\r\n\r\nevent: over\rdata: b\n\nid: 7\u2028</template><script>"));
    fixture.hive().changed(Topic.TOPIC_QUESTION, "alice");
    String seen =
        until(reader, "question-31")
            + until(reader, "answer-31")
            + until(reader, "</turbo-stream>");
    assertFalse(seen.lines().anyMatch(line -> line.startsWith("event:")), seen);
    assertFalse(seen.contains("id: 7\n"), seen);
    assertFalse(seen.contains("<script>"), seen);
  }

  @Test
  void aRestartOfPrivdShowsABannerAndEndsIt() {
    RawHttp reader = subscribed("overview");
    fixture.privd.stop();
    until(reader, "The core is not answering, trying again.");
    fixture.privd.start();
    fixture.hive().waiting(8);
    String seen = until(reader, "(8) Overview");
    assertTrue(seen.contains("target=\"live-banner\""), seen);
  }

  @Test
  @Tag("attack")
  void anEndedSessionEndsItsStreams() {
    RawHttp reader = subscribed("overview");
    fixture.privd.endSessions();
    until(reader, "Your session has ended.");
    until(reader, "event: over");
    assertEquals(401, open("overview", 100).read().status());
  }

  @Test
  @Tag("attack")
  void w29StreamsOfASessionAreBounded() {
    for (int index = 0; index < 64; index++) {
      subscribed("count");
    }
    assertEquals(429, open("count", 100).read().status());
    assertEquals(1, fixture.privd.watchers());
    assertEquals(200, fixture.get("/").status());
  }

  @Test
  void anAgentThatIsGoneIsSaidToBe() {
    RawHttp reader = subscribed("agent/alice");
    fixture.hive().agents.remove("alice");
    fixture.hive().changed(Topic.TOPIC_AGENT, "alice");
    until(reader, "What this page shows is gone.");
  }
}
