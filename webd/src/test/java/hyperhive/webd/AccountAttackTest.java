package hyperhive.webd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.operator.v1.LoginState;
import hyperhive.webd.fake.FakeHive;
import hyperhive.webd.http.Deadlines;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Setup, login, logout and the cookie.
@Tag("main-job")
@Tag("attack")
class AccountAttackTest {
  private static final String SAME = "Sec-Fetch-Site: same-origin\r\n";
  private static final String RIGHT =
      Fixture.field("name", FakeHive.NAME) + "&" + Fixture.field("password", FakeHive.PASSWORD);

  private final Fixture fixture = new Fixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void w16TheCookieIsHttpOnlyStrictAndRotates() {
    String first = cookie(fixture.post("/login", RIGHT, SAME));
    String planted = "Cookie: hyperhive=planted-session-token-1\r\n";
    String second = cookie(fixture.post("/login", RIGHT, SAME + planted));
    for (String attribute : List.of("HttpOnly", "SameSite=Strict", "Path=/")) {
      assertTrue(first.contains(attribute), first);
    }
    assertFalse(first.contains("Domain"), first);
    assertNotEquals(value(first), value(second));
    assertFalse(second.contains("planted"));
  }

  @Test
  void w16OverHttpsTheCookieIsBoundToTheHost() {
    try (Fixture secure = new Fixture(Deadlines.STANDARD, Optional.of("https://hive.example"))) {
      String form = "Content-Type: application/x-www-form-urlencoded\r\n";
      RawHttp.Response response =
          secure.sendTo("hive.example", "POST", "/login", SAME + form, RIGHT);
      String cookie = cookie(response);
      assertTrue(cookie.startsWith("__Host-hyperhive="), cookie);
      assertTrue(cookie.contains("Secure"), cookie);
      assertTrue(response.header("Strict-Transport-Security").isPresent());
      assertEquals(421, secure.send("GET", "/login", "", "").status());
      String plain = "Cookie: hyperhive=" + value(cookie) + "\r\n";
      assertEquals(303, secure.sendTo("hive.example", "GET", "/", plain, "").status());
      String right = "Cookie: __Host-hyperhive=" + value(cookie) + "\r\n";
      assertEquals(200, secure.sendTo("hive.example", "GET", "/", right, "").status());
    }
  }

  @Test
  void w16LogoutEndsTheSessionAndClearsTheCookie() {
    RawHttp.Response response = fixture.post("/logout", "");
    assertTrue(cookie(response).contains("Expires=Thu, 1 Jan 1970"), cookie(response));
    assertTrue(fixture.hive().changes.contains("logout"));
    assertEquals(303, fixture.get("/").status());
  }

  @Test
  void w16LoginFromAnotherSiteIsRefused() {
    assertEquals(403, fixture.post("/login", RIGHT, "Origin: https://evil.example\r\n").status());
    assertEquals(403, fixture.post("/login", RIGHT, "").status());
  }

  @Test
  void w16TwoSessionCookiesAreNone() {
    String two =
        "Cookie: hyperhive=%s; hyperhive=%s\r\n".formatted(fixture.hive().mint(), fixture.session);
    assertEquals(303, fixture.send("GET", "/", two, "").status());
  }

  @Test
  void aWrongNameAndAWrongPasswordGetTheSameAnswer() {
    RawHttp.Response name = login("nobody", FakeHive.PASSWORD);
    RawHttp.Response password = login(FakeHive.NAME, "wrong wrong wrong");
    assertEquals(401, name.status());
    assertEquals(401, password.status());
    assertEquals(name.body().replace("nobody", ""), password.body().replace(FakeHive.NAME, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/..//evil.example",
        "evil",
        "/%2f/evil.example",
        "/a\r\nSet-Cookie: x=y"
      })
  void w17ARedirectToElsewhereIsRefused(String target) {
    RawHttp.Response login =
        fixture.post("/login", RIGHT + "&" + Fixture.field("next", target), SAME);
    assertEquals(List.of("/"), login.all("Location"));
    RawHttp.Response action = fixture.post("/pause-all", Fixture.field("back", target));
    assertEquals(List.of("/?done=paused-all"), action.all("Location"));
    String page = fixture.get("/login?" + Fixture.field("next", target)).body();
    assertFalse(page.contains("evil"), page);
  }

  @Test
  void loginGoesBackToThePageThatWasAskedFor() {
    RawHttp.Response asked = fixture.send("GET", "/agent/alice/", "", "");
    assertEquals("/login?next=%2Fagent%2Falice%2F", asked.header("Location").orElse(""));
    String form = RIGHT + "&" + Fixture.field("next", "/agent/alice/");
    assertEquals("/agent/alice/", fixture.post("/login", form, SAME).header("Location").orElse(""));
  }

  @Test
  void setupLogsInAndAWrongTokenKeepsTheForm() {
    fixture.hive().loginState(LoginState.LOGIN_STATE_SETUP);
    assertEquals("/setup", fixture.send("GET", "/login", "", "").header("Location").orElse(""));
    RawHttp.Response wrong =
        fixture.post("/setup", "token=wrong&name=ada&password=correct+horse+battery", SAME);
    assertEquals(403, wrong.status());
    assertTrue(wrong.body().contains("value=\"ada\""));
    assertFalse(wrong.body().contains("correct horse"));
    RawHttp.Response right =
        fixture.post(
            "/setup",
            Fixture.field("token", FakeHive.TOKEN) + "&name=ada&password=correct+horse+battery",
            SAME);
    assertEquals(303, right.status());
    assertTrue(cookie(right).startsWith("hyperhive="));
  }

  @Test
  void withoutASessionNothingIsShownAndPrivdIsNotAsked() {
    fixture.privd.forgetCalls();
    for (String path : List.of("/", "/questions", "/agent/alice/", "/agent/alice/files/notes.md")) {
      assertEquals(303, fixture.send("GET", path, "", "").status(), path);
    }
    assertEquals(401, fixture.send("GET", "/api/state", "", "").status());
    assertEquals(401, fixture.send("GET", "/events?page=overview", "", "").status());
    assertEquals(List.of(), fixture.privd.calls());
  }

  private RawHttp.Response login(String name, String password) {
    return fixture.post(
        "/login", Fixture.field("name", name) + "&" + Fixture.field("password", password), SAME);
  }

  private static String cookie(RawHttp.Response response) {
    return response.header("Set-Cookie").orElse("");
  }

  private static String value(String cookie) {
    return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
  }
}
