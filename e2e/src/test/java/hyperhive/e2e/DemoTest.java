package hyperhive.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import hyperhive.e2e.kit.Chromium;
import hyperhive.e2e.kit.OperatorBrowser;
import hyperhive.e2e.kit.RunningHive;
import hyperhive.e2e.kit.WithBrowser;
import org.junit.jupiter.api.Test;

/// What a newcomer sees in the first minute.
@WithBrowser
final class DemoTest {
  private static final double A_MINUTE = 60_000;

  @Test
  void withinAMinuteThreeAgentsAQuestionAndAnApprovalThenControlCEndsIt() throws Exception {
    try (RunningHive hive = RunningHive.demo()) {
      assertTrue(hive.printed().contains("scripted"), hive.printed());
      look(hive);
      hive.pressControlC();
      assertEquals(130, hive.exitCode());
    }
  }

  private static void look(RunningHive hive) {
    try (Chromium chromium = new Chromium();
        OperatorBrowser browser = chromium.profile(hive).setUp()) {
      Locator needs = browser.page().locator("#live-needs");
      count(3, browser.page().locator("#live-agents li.agent"));
      count(2, needs.getByRole(AriaRole.ARTICLE));
      browser.sees(needs.getByText("spawn carol"));
      browser.sees(needs.locator("form[action^='/answer-question/']"));
      count(3, browser.page().locator("#live-agents li.agent").getByText("scripted"));
      PlaywrightAssertions.assertThat(browser.page())
          .hasTitle(java.util.regex.Pattern.compile("^\\(?2\\b.*"));
    }
  }

  private static void count(int expected, Locator what) {
    PlaywrightAssertions.assertThat(what)
        .hasCount(expected, new LocatorAssertions.HasCountOptions().setTimeout(A_MINUTE));
  }
}
