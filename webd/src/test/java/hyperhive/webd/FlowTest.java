package hyperhive.webd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every action by plain forms, as a browser without JavaScript sends them.
@Tag("main-job")
class FlowTest {
  private final Fixture fixture = new Fixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/spawn, name=carol, spawn carol, /?done=spawned",
    "/create-manager, '', create manager, /?done=manager",
    "/approve/3, version=2&commit=, 'approve 3 v2 ', /approvals?done=approved",
    "/deny/3, note=no+thanks, deny 3 no thanks, /approvals?done=denied",
    "/answer-question/17, answer=my+own, answer 17 [my own], /questions?done=answered",
    "/answer-question/18, answer=a&answer=b, 'answer 18 [a, b]', /questions?done=answered",
    "/cancel-question/17, '', cancel 17, /questions?done=cancelled",
    "/send, to=alice&body=hi%0D%0Athere, 'send alice hi\nthere', /messages?done=sent",
    "/pause-all, '', pause all, /?done=paused-all",
    "/resume-all, '', resume all, /?done=resumed-all",
    "/agent/alice/start, '', startAgent alice, /agent/alice/?done=started",
    "/agent/alice/stop, '', stopAgent alice, /agent/alice/?done=stopped",
    "/agent/alice/restart, '', restartAgent alice, /agent/alice/?done=restarted",
    "/agent/alice/rebuild, '', rebuild alice, /agent/alice/?done=rebuilt",
    "/agent/alice/pause, '', pauseAgent alice, /agent/alice/?done=paused",
    "/agent/alice/resume, back=%2F, resumeAgent alice, /?done=resumed",
    "/agent/alice/destroy, confirm=alice, destroy alice alice, /agent/alice/?done=destroyed",
    "/agent/alice/purge, confirm=alice, purge alice alice, /?done=purged"
  })
  void everyActionRedirectsBackWithAWord(String path, String form, String change, String location) {
    RawHttp.Response response = fixture.post(path, form);
    assertEquals(303, response.status());
    assertEquals(location, response.header("Location").orElse(""));
    assertEquals(List.of(change), fixture.hive().changes);
    assertTrue(fixture.get(location).body().contains("class=\"banner good\""), location);
  }

  @Test
  void everyFormOnThePagesLeadsSomewhere() {
    for (String page : List.of("/", "/agent/alice/", "/questions", "/approvals", "/messages")) {
      String body = fixture.get(page).body();
      var actions =
          java.util.regex.Pattern.compile("method=\"post\" action=\"([^\"]+)\"").matcher(body);
      while (actions.find()) {
        assertEquals(405, fixture.get(actions.group(1)).status(), actions.group(1));
      }
    }
  }

  @Test
  void aNoticeIsNeverTextFromTheAddress() {
    String body = fixture.get("/?done=%3Cb%3Eyou%20won").body();
    assertFalse(body.contains("you won"));
    assertFalse(body.contains("banner good"));
  }

  @Test
  void aRefusedMessageKeepsItsText() {
    fixture.privd.fail("SendMessage", Status.NOT_FOUND.withDescription("There is no agent dave."));
    RawHttp.Response response = fixture.post("/send", "to=dave&body=a+%3Clong%3E+text");
    assertEquals(404, response.status());
    assertTrue(response.body().contains("There is no agent dave."));
    assertTrue(response.body().contains("a &lt;long&gt; text</textarea>"), response.body());
    assertTrue(response.body().contains("value=\"dave\""));
  }

  @Test
  void aRefusedAnswerKeepsItsText() {
    fixture.privd.fail(
        "AnswerQuestion", Status.FAILED_PRECONDITION.withDescription("It is already answered."));
    RawHttp.Response response = fixture.post("/answer-question/17", "answer=half+a+novel");
    assertEquals(409, response.status());
    assertTrue(response.body().contains("half a novel</textarea>"));
    assertTrue(response.body().contains("It is already answered."));
  }

  @ParameterizedTest
  @CsvSource({
    "/spawn, name=Eve",
    "/spawn, ''",
    "/spawn, name=../../etc",
    "/spawn, name=operator",
    "/approve/3, version=x",
    "/approve/3, ''",
    "/approve/0, version=1",
    "/approve/-3, version=1",
    "/answer-question/abc, answer=a",
    "/agent/Eve/start, ''"
  })
  void badInputGetsASentenceAndChangesNothing(String path, String form) {
    RawHttp.Response response = fixture.post(path, form);
    assertEquals(400, response.status());
    assertTrue(response.body().contains("<h1>This was not understood</h1>"));
    assertFalse(response.body().contains("Exception"));
    assertEquals(List.of(), fixture.hive().changes);
  }
}
