package hyperhive.webd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What must not get past the gate before all routes.
@Tag("main-job")
@Tag("attack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GateAttackTest {
  private static final List<String> GET_ROUTES =
      List.of(
          "/",
          "/agent/alice/",
          "/agent/alice/messages",
          "/agent/alice/files",
          "/agent/alice/files/notes.md",
          "/agent/alice/log",
          "/approvals",
          "/approvals/3",
          "/questions",
          "/messages",
          "/audit",
          "/api/state",
          "/api/state-file?agent=alice&path=notes.md",
          "/api/journal/alice",
          "/login",
          "/setup",
          "/healthz",
          "/readyz",
          "/no-such-page",
          "/assets/app.0.css");
  private static final List<String> POST_ROUTES =
      List.of(
          "/spawn",
          "/send",
          "/create-manager",
          "/approve/3",
          "/deny/3",
          "/answer-question/17",
          "/cancel-question/17",
          "/pause-all",
          "/resume-all",
          "/logout",
          "/login",
          "/setup",
          "/agent/alice/start",
          "/agent/alice/stop",
          "/agent/alice/restart",
          "/agent/alice/rebuild",
          "/agent/alice/pause",
          "/agent/alice/resume",
          "/agent/alice/destroy",
          "/agent/alice/purge");

  private final Fixture fixture = new Fixture();

  @BeforeAll
  void forget() {
    fixture.hive().changes.clear();
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  private String cookie() {
    return "Cookie: hyperhive=" + fixture.session + "\r\n";
  }

  private void refused(int status, String path, String headers) {
    int calls = fixture.privd.calls().size();
    assertEquals(status, fixture.post(path, "name=eve", cookie() + headers).status(), path);
    assertEquals(calls, fixture.privd.calls().size(), path);
  }

  @Test
  void w1PostWithoutAnyOriginIsRefused() {
    POST_ROUTES.forEach(path -> refused(403, path, ""));
  }

  @Test
  void w2CrossSiteFormsAreRefusedWhateverTheirType() {
    for (String path : POST_ROUTES) {
      refused(403, path, "Origin: https://evil.example\r\n");
      refused(403, path, "Origin: null\r\n");
      refused(403, path, "Origin: " + fixture.origin() + "\r\nOrigin: https://evil.example\r\n");
    }
    int plain =
        fixture
            .send(
                "POST",
                "/spawn",
                cookie() + "Content-Type: text/plain\r\nOrigin: https://evil.example\r\n",
                "{\"name\":\"eve\"}")
            .status();
    assertEquals(403, plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", "same-origin, cross-site", ""})
  void w3OnlySameOriginFetchesChangeAnything(String site) {
    POST_ROUTES.forEach(path -> refused(403, path, "Sec-Fetch-Site: " + site + "\r\n"));
    refused(403, "/spawn", "Sec-Fetch-Site: " + site + "\r\nOrigin: " + fixture.origin() + "\r\n");
  }

  @Test
  void aMatchingOriginServesWhereTheBrowserSaysNothingElse() {
    String headers = cookie() + "Origin: " + fixture.origin() + "\r\n";
    assertEquals(303, fixture.post("/pause-all", "", headers).status());
  }

  @Test
  void w4NoGetOrHeadChangesAnything() {
    List<String> before = List.copyOf(fixture.hive().changes);
    for (String method : List.of("GET", "HEAD")) {
      GET_ROUTES.forEach(path -> fixture.send(method, path, cookie(), ""));
      for (String path : POST_ROUTES) {
        int status = fixture.send(method, path + "?name=eve&confirm=alice", cookie(), "").status();
        boolean page = path.equals("/login") || path.equals("/setup");
        assertTrue(page || status == 405, method + " " + path + " " + status);
      }
    }
    assertEquals(before, fixture.hive().changes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.nip.io",
        "0.0.0.0",
        "127.0.0.1",
        "127.0.0.1:1",
        "[::1]",
        "localhost",
        "2130706433"
      })
  void w5OtherHostsAreMisdirectedOnEveryRoute(String host) {
    for (String path : GET_ROUTES) {
      assertEquals(421, fixture.sendTo(host, "GET", path, cookie(), "").status(), path);
    }
    assertEquals(421, fixture.sendTo(host, "GET", "/events?page=overview", cookie(), "").status());
  }

  @Test
  void w5NoHostOrTwoAreRefused() {
    for (String hosts :
        List.of("", "Host: " + fixture.host() + "\r\nHost: " + fixture.host() + "\r\n")) {
      try (RawHttp connection = fixture.connect()) {
        connection.send("GET /healthz HTTP/1.1\r\n" + hosts + "\r\n");
        assertEquals(400, connection.read().status());
      }
    }
  }

  @Test
  void w5TheAddressAndLocalhostAreTheTwoNames() {
    assertEquals(200, fixture.sendTo(fixture.host(), "GET", "/healthz", "", "").status());
    assertEquals(
        200, fixture.sendTo("localhost:" + fixture.port, "GET", "/healthz", "", "").status());
  }

  @Test
  void w6EventsWithForeignOriginAreRefused() {
    List<String> foreign =
        List.of(
            "https://evil.example",
            "https://" + fixture.host(),
            fixture.origin() + ".evil.example",
            "http://evil." + fixture.host(),
            "http://127.0.0.1",
            "null");
    for (String origin : foreign) {
      String headers = cookie() + "Origin: " + origin + "\r\n";
      assertEquals(403, fixture.send("GET", "/events?page=overview", headers, "").status(), origin);
      String upgrade = headers + "Connection: Upgrade\r\nUpgrade: websocket\r\n";
      assertEquals(403, fixture.send("GET", "/events?page=overview", upgrade, "").status(), origin);
    }
  }

  @Test
  void w7NoRouteAnswersACorsPreflight() {
    String headers = "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n";
    for (String path : GET_ROUTES) {
      for (String method : List.of("OPTIONS", "GET")) {
        RawHttp.Response response = fixture.send(method, path, headers + cookie(), "");
        boolean cors =
            response.headerLines().stream()
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("access-control"));
        assertFalse(cors, path);
        assertTrue(response.status() >= 400, path);
      }
    }
  }

  @Test
  void w8EveryResponseForbidsFraming() {
    for (String path : GET_ROUTES) {
      framingForbidden(fixture.send("GET", path, cookie(), ""), path);
    }
    framingForbidden(fixture.sendTo("evil.example", "GET", "/", "", ""), "421");
    framingForbidden(fixture.send("GET", "/%2e", "", ""), "400");
    framingForbidden(fixture.send("TRACE", "/", "", ""), "405");
    framingForbidden(fixture.send("GET", "/", "X: " + "a".repeat(20_000) + "\r\n", ""), "431");
    framingForbidden(fixture.send("GET", "/" + "a".repeat(9000), "", ""), "414");
    framingForbidden(fixture.send("POST", "/", "Transfer-Encoding: chunked\r\n", ""), "411");
  }

  private static void framingForbidden(RawHttp.Response response, String what) {
    assertEquals("DENY", response.header("X-Frame-Options").orElse(""), what);
    String policy = response.header("Content-Security-Policy").orElse("");
    assertTrue(policy.contains("frame-ancestors 'none'"), what);
    assertTrue(policy.contains("default-src 'none'"), what);
    assertEquals("nosniff", response.header("X-Content-Type-Options").orElse(""), what);
  }

  @Test
  void w9ThePolicyAllowsNoInlineScriptAndPagesHaveNone() {
    for (String path : GET_ROUTES) {
      RawHttp.Response response = fixture.get(path);
      String policy = response.header("Content-Security-Policy").orElse("");
      assertFalse(policy.contains("unsafe"), path);
      if (response.header("Content-Type").orElse("").startsWith("text/html")) {
        assertTrue(policy.contains("require-trusted-types-for 'script'"), path);
        assertFalse(response.body().matches("(?s).*<script(?![^>]* src=\"/assets/)[^>]*>.*"), path);
        assertFalse(response.body().matches("(?si).*<[^>]* (style|on[a-z]+)=.*"), path);
        assertFalse(response.body().contains("<style"), path);
        assertFalse(response.body().matches("(?s).*(src|href)=\"(https?:)?//.*"), path);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/agent/alice/%2e%2e/bob/",
        "/agent/alice/files/..%2f..%2fetc/passwd",
        "/agent/alice/files/../notes.md",
        "/agent/alice/files/./notes.md",
        "/agent/alice/files/a%00b",
        "/agent/alice/files/%c0%ae%c0%ae/x",
        "/agent/alice/files/%ff",
        "/agent/alice/files/a%5cb",
        "/agent/alice/files/a\\b",
        "/agent/alice/files/a%0d%0aX:y",
        "/agent/alice/files/a%7fb",
        "/agent/alice/files/%",
        "/agent/alice/files/%2",
        "/agent/alice/files/%zz",
        "/agent/alice;x=y/",
        "/;jsessionid=1",
        "//evil.example/",
        "/agent//alice/",
        "/agent/alice/files//notes.md",
        "/healthz/..",
        "/assets/%2e%2e/x",
        "http://evil.example/healthz",
        "*"
      })
  void w13APathInAnySecondSpellingIsRefused(String path) {
    int calls = fixture.privd.calls().size();
    assertEquals(400, fixture.get(path).status());
    assertEquals(calls, fixture.privd.calls().size());
  }

  @Test
  void w28MethodOverridesAreIgnored() {
    List<String> before = List.copyOf(fixture.hive().changes);
    String override =
        String.join(
                ": POST\r\n", "X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method", "")
            + "Sec-Fetch-Site: same-origin\r\n";
    assertEquals(
        405, fixture.send("GET", "/pause-all?_method=POST", cookie() + override, "").status());
    for (String method : List.of("PUT", "DELETE", "PATCH", "PROPFIND", "TRACE", "get", "POSTX")) {
      assertEquals(
          405, fixture.send(method, "/pause-all", cookie() + override, "").status(), method);
    }
    assertEquals(before, fixture.hive().changes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "abc",
        "1e9",
        "99999999999999999999999",
        "1 OR 1=1",
        "0x10",
        "١",
        "+5",
        "1;2"
      })
  void w29AWrongLastEventIdIsRefused(String id) {
    String headers = cookie() + "Last-Event-ID: " + id + "\r\n";
    assertEquals(400, fixture.send("GET", "/events?page=overview", headers, "").status());
  }

  @Test
  void w29RangesAndEncodingsChangeNothing() {
    String headers =
        cookie()
            + "Range: bytes=0-1,2-3,4-5,0-\r\n"
            + "Accept-Encoding: "
            + "gzip;q=0.1, ".repeat(500)
            + "identity\r\n";
    RawHttp.Response response = fixture.send("GET", "/questions", headers, "");
    assertEquals(200, response.status());
    assertTrue(response.header("Content-Encoding").isEmpty());
    for (String page :
        List.of("", "nope", "agent/", "agent/Alice", "agent/a/b", "x".repeat(3000))) {
      assertEquals(
          400, fixture.send("GET", "/events?page=" + page + "&seq=1", cookie(), "").status(), page);
    }
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    try (RawHttp connection = fixture.connect()) {
      String head = "POST /send HTTP/1.1\r\nHost: " + fixture.host() + "\r\n" + cookie();
      connection.send(head + "Sec-Fetch-Site: same-origin\r\nContent-Length: 300000\r\n\r\na=b");
      assertEquals(413, connection.read().status());
      assertTrue(connection.closedWithin(3000));
    }
  }

  @Test
  void aFormThatIsNotWellFormedIsRefused() {
    String headers = cookie() + "Sec-Fetch-Site: same-origin\r\n";
    for (String form : List.of("name=%", "name=%zz", "name=a&name=b", "name=%ff%fe", "=", "&&&")) {
      int status = fixture.post("/spawn", form, headers).status();
      assertEquals(400, status, form);
    }
  }
}
