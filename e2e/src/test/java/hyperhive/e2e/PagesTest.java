package hyperhive.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.SameSiteAttribute;
import hyperhive.e2e.kit.Chromium;
import hyperhive.e2e.kit.OperatorBrowser;
import hyperhive.e2e.kit.RichSwarm;
import hyperhive.e2e.kit.RunningHive;
import hyperhive.e2e.kit.WithBrowser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every page of a swarm that has something of everything, hostile text included.
@WithBrowser
final class PagesTest {
  private static final int NARROW = 320;
  private static final int WIDE = 1440;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static RunningHive hive;
  private static Chromium chromium;
  private static OperatorBrowser browser;

  @BeforeAll
  static void begin() throws Exception {
    hive = RichSwarm.start();
    chromium = new Chromium();
    browser = chromium.profile(hive).logIn();
  }

  @AfterAll
  static void end() throws IOException {
    try {
      browser.close();
      chromium.close();
    } finally {
      hive.close();
    }
  }

  @Test
  @Tag("attack")
  void w9TheConsoleStaysCleanOnEveryPage() {
    try (OperatorBrowser fresh = chromium.profile(hive)) {
      fresh.open("/login").logIn();
      for (String path : RichSwarm.PAGES) {
        fresh.open(path);
        fresh.page().waitForTimeout(150);
      }
      List<String> complaints = new ArrayList<>(fresh.complaints());
      // That a page is answered with 404 the browser says, too.
      complaints.removeIf(
          said -> said.matches(".*/(nowhere|agent/none/): Failed to load .* 404 .*"));
      assertEquals(List.of(), complaints);
    }
  }

  /// Whatever agents write stays text: none of it becomes an element, runs or asks.
  @Test
  @Tag("attack")
  void w10HostileTextIsOnlyText() {
    try (OperatorBrowser fresh = chromium.profile(hive).logIn()) {
      for (String path : RichSwarm.PAGES) {
        fresh.open(path);
        assertEquals(
            0,
            fresh
                .page()
                .locator(
                    "main :is(script, img, svg, iframe, object, embed, style, base, [onerror], [onload], [onclick], [style])")
                .count(),
            path);
        assertEquals(false, fresh.page().evaluate("'pwned' in window"), path);
        assertTrue(fresh.page().title().endsWith("Hyperhive"), path);
      }
      assertTrue(fresh.complaints().stream().noneMatch(said -> said.contains("dialog")));
    }
  }

  @Test
  @Tag("attack")
  void w10TheNumberOfElementsDoesNotDependOnTheText() throws Exception {
    hive.puppet("bob").call("send", RichSwarm.message("a plain body")).ok();
    hive.puppet("bob").call("send", RichSwarm.message(RichSwarm.XSS.getFirst())).ok();
    browser.open("/messages");
    List<Integer> counts = new ArrayList<>();
    for (String text : List.of("a plain body", RichSwarm.XSS.getFirst())) {
      Locator message =
          browser
              .page()
              .locator("article.message")
              .filter(new Locator.FilterOptions().setHasText(text))
              .first();
      counts.add(message.locator("*").count());
    }
    assertEquals(counts.getFirst(), counts.getLast());
  }

  @Test
  @Tag("attack")
  void w16TheCookieCannotBeReadByScriptNorSentFromElsewhere() {
    Cookie cookie = browser.context().cookies().getFirst();
    assertTrue(cookie.httpOnly);
    assertEquals(SameSiteAttribute.STRICT, cookie.sameSite);
    assertEquals("/", cookie.path);
    assertEquals("", browser.page().evaluate("document.cookie"));
  }

  @Test
  void aHalfTypedAnswerOutlivesWhatHappensMeanwhile() throws Exception {
    browser.open("/");
    Locator field = browser.page().locator("textarea[name=answer]").first();
    field.fill("half of an ans");
    field.focus();
    hive.puppet("bob").call("ask", "{\"to\":\"operator\",\"question\":\"A new one?\"}").ok();
    browser.sees(browser.page().locator("#live-needs").getByText("A new one?"));
    assertEquals("half of an ans", field.inputValue());
    assertEquals("answer", browser.page().evaluate("document.activeElement.name"));
  }

  @Test
  void theNumberInTheTitleFollowsWithoutAReload() throws Exception {
    browser.open("/messages").mark();
    int before = waiting(browser.page().title());
    hive.puppet("bob").call("ask", "{\"to\":\"operator\",\"question\":\"One more?\"}").ok();
    PlaywrightAssertions.assertThat(browser.page())
        .hasTitle(Pattern.compile("\\(" + (before + 1) + "\\) .*"));
    assertTrue(browser.isMarked());
  }

  private static int waiting(String title) {
    return Integer.parseInt(title.replaceAll("^\\((\\d+)\\).*", "$1"));
  }

  @Test
  void aQuestionIsAnsweredWithTheKeyboardAlone() throws Exception {
    hive.puppet("bob").call("ask", "{\"to\":\"operator\",\"question\":\"By keyboard?\"}").ok();
    browser.open("/questions");
    Page page = browser.page();
    Locator question =
        page.locator("article.need").filter(new Locator.FilterOptions().setHasText("By keyboard?"));
    String wanted = question.locator("textarea").getAttribute("id");
    for (int presses = 0; presses < 200; presses++) {
      page.keyboard().press("Tab");
      if (wanted.equals(page.evaluate("document.activeElement.id"))) {
        page.keyboard().type("yes, by keyboard");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        browser.sees(browser.text("Your answer was delivered."));
        return;
      }
    }
    throw new AssertionError("the answer's field is never reached with Tab");
  }

  @Test
  void noPageScrollsSidewaysOnANarrowScreen() {
    List<String> wider = new ArrayList<>();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(NARROW, WIDE)) {
        look(scheme, width, wider);
      }
    }
    assertEquals(List.of(), wider);
  }

  private static void look(ColorScheme scheme, int width, List<String> wider) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE)
            .setViewportSize(width, 800);
    try (OperatorBrowser fresh = chromium.profile(hive, options)) {
      photograph(fresh.open("/login"), "/login", scheme, width);
      fresh.logIn();
      for (String path : RichSwarm.PAGES) {
        fresh.open(path);
        Object overflow =
            fresh.page().evaluate("document.scrollingElement.scrollWidth - window.innerWidth");
        if (((Number) overflow).intValue() > 0) {
          wider.add(path + " at " + width + " by " + overflow);
        }
        photograph(fresh, path, scheme, width);
      }
    }
  }

  private static void photograph(OperatorBrowser from, String path, ColorScheme scheme, int width) {
    String name = path.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String file =
        "%s-%d-%s.png"
            .formatted(
                name.isEmpty() ? "overview" : name, width, scheme.name().toLowerCase(Locale.ROOT));
    from.page()
        .screenshot(
            new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(file)).setFullPage(true));
  }
}
