package hyperhive.webd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.operator.v1.DamagedRow;
import hyperhive.operator.v1.Question;
import hyperhive.operator.v1.QuestionSection;
import hyperhive.operator.v1.StateFile;
import hyperhive.webd.fake.FakeContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the pages show, and what they cost.
@Tag("main-job")
class PageTest {
  private static final Map<String, String> CALL_BY_PAGE =
      Map.ofEntries(
          Map.entry("/", "GetOverview"),
          Map.entry("/agent/alice/", "GetAgent"),
          Map.entry("/agent/alice/messages", "ListMessages"),
          Map.entry("/agent/alice/files", "ListAgentStateFiles"),
          Map.entry("/agent/alice/files/notes.md", "ReadAgentStateFile"),
          Map.entry("/agent/alice/log", "ReadAgentLog"),
          Map.entry("/approvals", "ListApprovals"),
          Map.entry("/approvals/3", "GetApproval"),
          Map.entry("/questions", "ListQuestions"),
          Map.entry("/messages", "ListMessages"),
          Map.entry("/audit", "ListAudit"),
          Map.entry("/api/state", "GetOverview"),
          Map.entry("/api/state-file?agent=alice&path=notes.md", "ReadAgentStateFile"),
          Map.entry("/api/journal/alice", "ReadAgentLog"));

  private final Fixture fixture = new Fixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aPageAsksPrivdExactlyOnce() {
    CALL_BY_PAGE.forEach(
        (path, call) -> {
          fixture.privd.forgetCalls();
          assertEquals(200, fixture.get(path).status(), path);
          assertEquals(List.of(call), fixture.privd.calls(), path);
        });
  }

  @Test
  void theNumberOfWaitingThingsStandsInEveryTitle() {
    for (String path : CALL_BY_PAGE.keySet()) {
      RawHttp.Response response = fixture.get(path);
      if (response.header("Content-Type").orElse("").startsWith("text/html")) {
        assertTrue(response.body().contains("<title id=\"live-title\">(3) "), path);
      }
    }
    assertTrue(fixture.get("/").body().contains("(3) Overview · Hyperhive</title>"));
    fixture.hive().waiting(0);
    assertTrue(fixture.get("/").body().contains(">Overview · Hyperhive</title>"));
    fixture.hive().waitingUnknown();
    assertTrue(fixture.get("/").body().contains(">(?) Overview · Hyperhive</title>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'\"></textarea><svg/onload=alert(1)>",
        "</title><script>alert(1)</script>",
        "<!--<script>",
        "javascript:alert(1)",
        "</template></turbo-stream><script>alert(1)</script>",
        "\u2028\u2029<x>",
        "${7*7}@if(true)"
      })
  @Tag("attack")
  void w10TextOfAgentsNeverBecomesMarkup(String text) {
    Map<String, Integer> before = elements();
    plant(text);
    assertEquals(before, elements());
    assertFalse(fixture.get("/").body().contains("<img src=x"));
  }

  private Map<String, Integer> elements() {
    Pattern tag = Pattern.compile("<[a-zA-Z!/]");
    Map<String, Integer> counts = new java.util.TreeMap<>();
    for (String path :
        List.of("/", "/agent/alice/", "/questions", "/approvals", "/messages", "/audit")) {
      String body = fixture.get(path).body();
      counts.put(path, Math.toIntExact(tag.matcher(body).results().count()));
    }
    return counts;
  }

  // In place of what was there, so that only the text differs.
  private void plant(String text) {
    Question question = FakeContent.free().toBuilder().setText(text).build();
    Question choice = FakeContent.choice().toBuilder().setOptions(0, text).setText(text).build();
    fixture.hive().overview.getQuestionsBuilder().setItems(0, question).setItems(1, choice);
    fixture.hive().questions.getOpenBuilder().setItems(0, question).setItems(1, choice);
    var approval = FakeContent.approval().toBuilder().setReason(text).build();
    fixture.hive().overview.getApprovalsBuilder().setItems(0, approval);
    fixture.hive().approvals.getPendingBuilder().setItems(0, approval);
    fixture.hive().messages.getMessagesBuilder().getItemsBuilder(0).setBody(text);
    fixture.hive().overview.getActivityBuilder().getItemsBuilder(0).setBody(text);
    fixture.hive().overview.getAgentsBuilder().getItemsBuilder(1).setStatus(text).setNote(text);
    fixture.hive().overview.getAgentsBuilder().getItemsBuilder(2).setLastError(text);
    fixture.hive().audit.getEntriesBuilder(0).setTarget(text).setActor(text);
    var alice = fixture.hive().agents.get("alice");
    if (alice != null) {
      alice.getTurnBuilder().setLines(0, text);
      alice.getInboxBuilder().getItemsBuilder(0).setBody(text);
      alice.getLooseEndsBuilder().getItemsBuilder(0).setText(text);
      alice.getAgentBuilder().setLastError(text).setStatus(text).setNote(text);
    }
  }

  @Test
  @Tag("attack")
  void w10ControlAndBidiCharactersAreMadeVisible() {
    plant("a\u001b[31m\u202eb\u0000c\u200bd");
    String body = fixture.get("/").body();
    assertTrue(body.contains("a␛[31m[U+202E]b␀c[U+200B]d"), body);
    // An option goes back to privd as it was offered.
    assertFalse(body.replaceAll(" value=\"[^\"]*\"", "").contains("\u202e"));
    fixture.hive().log = "x\u001b]52;c;AAAA\u0007y".getBytes(StandardCharsets.UTF_8);
    assertTrue(fixture.get("/agent/alice/log").body().contains("x␛]52;c;AAAA␇y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: x=y", "a\"b", "a;b", "ä ö", "a\u202eb", "<b>"})
  @Tag("attack")
  void w11AFileNameMakesNoHeader(String name) {
    fixture.hive().contents.put(name, new byte[] {1, 0, 2});
    RawHttp.Response response =
        fixture.get("/agent/alice/files/" + hyperhive.webd.http.CanonicalPath.encode(name));
    assertTrue(response.header("Set-Cookie").isEmpty());
    if (name.contains("\r")) {
      assertEquals(400, response.status());
      return;
    }
    assertEquals(200, response.status());
    String disposition = response.header("Content-Disposition").orElse("");
    assertTrue(
        disposition.matches(
            "attachment; filename=\"[A-Za-z0-9._ -]*\"; filename\\*=UTF-8''[A-Za-z0-9%._~-]*"),
        disposition);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.html", "x.svg", "x.js", "x.pdf", "x.xhtml", "x"})
  @Tag("attack")
  void f17AFileIsNeverRendered(String name) {
    fixture.hive().contents.put(name, "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
    RawHttp.Response text = fixture.get("/agent/alice/files/" + name);
    assertEquals("text/plain; charset=utf-8", text.header("Content-Type").orElse(""));
    sandboxed(text);
    fixture.hive().contents.put(name, new byte[] {(byte) 0xff, (byte) 0xfe, '<', 0});
    RawHttp.Response bytes = fixture.get("/agent/alice/files/" + name);
    assertEquals("application/octet-stream", bytes.header("Content-Type").orElse(""));
    assertTrue(bytes.header("Content-Disposition").orElse("").startsWith("attachment"));
    sandboxed(bytes);
  }

  private static void sandboxed(RawHttp.Response response) {
    assertEquals(List.of("nosniff"), response.all("X-Content-Type-Options"));
    assertEquals(1, response.all("Content-Security-Policy").size());
    assertTrue(
        response
            .all("Content-Security-Policy")
            .getFirst()
            .startsWith("sandbox; default-src 'none'"));
  }

  @Test
  @Tag("attack")
  void w24JsonCannotEndAScriptAndPagesCarryNone() {
    plant("</script>\u2028<x>");
    RawHttp.Response json = fixture.get("/api/state");
    assertEquals("application/json; charset=utf-8", json.header("Content-Type").orElse(""));
    assertFalse(json.body().contains("</script>"));
    assertFalse(json.body().contains("\u2028"));
    assertFalse(fixture.get("/").body().contains("application/json"));
  }

  @Test
  @Tag("attack")
  void d3AFailedSectionSaysSoAndNeverNone() {
    fixture
        .hive()
        .overview
        .setQuestions(QuestionSection.newBuilder().setError("The table is locked."));
    fixture.hive().overview.clearApprovals();
    String body = fixture.get("/").body();
    assertTrue(body.contains("Questions could not be read"), body);
    assertTrue(body.contains("The table is locked."));
    assertFalse(body.contains("No open questions"));
    assertFalse(body.contains("No agent asks you anything"));
    assertTrue(body.contains("No pending approvals."));
    assertTrue(fixture.get("/api/state").body().contains("\"errors\":{\"questions\":"));
    fixture.hive().questions.getOpenBuilder().clear().setError("The table is locked.");
    assertFalse(fixture.get("/questions").body().contains("No agent asks you anything"));
  }

  @Test
  @Tag("attack")
  void d3ADamagedRowIsShownBesideTheOthers() {
    fixture.hive().overview.getQuestionsBuilder().addDamaged(DamagedRow.newBuilder().setId(99));
    fixture.hive().overview.getAgentsBuilder().addDamaged(DamagedRow.newBuilder());
    String body = fixture.get("/").body();
    assertTrue(body.contains("no. 99"), body);
    assertTrue(body.contains("id unreadable"));
    assertTrue(body.contains("The tests need a database."));
    assertTrue(body.contains("href=\"/agent/bob/\""));
  }

  @Test
  void emptyPagesSayWhatToDo() {
    fixture.hive().overview.clear();
    fixture.hive().waiting(0);
    String body = fixture.get("/").body();
    assertTrue(body.contains("Create the manager"));
    assertTrue(body.contains("No agent asks you anything and nothing waits for your approval."));
    fixture.hive().questions.clear();
    assertTrue(fixture.get("/questions").body().contains("No agent asks you anything."));
    fixture.hive().files.clear();
    assertTrue(fixture.get("/agent/alice/files").body().contains("no files"));
  }

  @Test
  void aFileWithoutASpellingOfItsOwnIsListedButNotLinked() {
    fixture
        .hive()
        .files
        .add(StateFile.newBuilder().setName("a\nb").setKind("file").setSize(1).build());
    String body = fixture.get("/agent/alice/files").body();
    assertTrue(body.contains("a␊b"));
    assertTrue(body.contains("cannot be opened here"));
    assertTrue(body.contains("/agent/alice/files/a%20file%20%26%20more.html"));
  }

  @Test
  void assetsAreKeptForEverAndUnknownOnesAreNot() {
    String body = fixture.get("/").body();
    var links = Pattern.compile("/assets/[a-z]+\\.[0-9a-f]{16}\\.(css|js|svg)").matcher(body);
    int found = 0;
    while (links.find()) {
      found++;
      RawHttp.Response asset = fixture.get(links.group());
      assertEquals(200, asset.status());
      assertTrue(asset.header("Cache-Control").orElse("").contains("immutable"));
    }
    assertTrue(found >= 5);
    assertEquals(404, fixture.get("/assets/app.0000000000000000.css").status());
  }
}
