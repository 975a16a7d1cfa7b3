package hyperhive.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import hyperhive.e2e.kit.Chromium;
import hyperhive.e2e.kit.HiveConfig;
import hyperhive.e2e.kit.OperatorBrowser;
import hyperhive.e2e.kit.OperatorHttp;
import hyperhive.e2e.kit.RunningHive;
import hyperhive.e2e.kit.Wait;
import hyperhive.e2e.kit.WithBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every action with JavaScript switched off.
@WithBrowser
final class NoJavaScriptTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static RunningHive hive;
  private static Chromium chromium;
  private static OperatorBrowser browser;

  @BeforeAll
  static void begin() throws Exception {
    hive = RunningHive.start(HiveConfig.puppets());
    chromium = new Chromium();
    browser = chromium.profile(hive, new Browser.NewContextOptions().setJavaScriptEnabled(false));
    // Without script the token is not taken out of the link: it is typed.
    browser.open("/setup");
    browser.page().getByLabel("One-time token").fill(hive.setupToken());
    browser.page().getByLabel("Your name").fill(OperatorHttp.NAME);
    browser.page().getByLabel("Password").fill(OperatorHttp.PASSWORD);
    browser.button("Set up").click();
    browser.sees(browser.text("What needs you"));
    hive.operator().awaitAgent("manager", "running");
    hive.operator().awaitAgent("alice", "running");
    hive.operator().awaitAgent("bob", "running");
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
  void aQuestionIsAnsweredAndAnotherCancelled() throws Exception {
    hive.puppet("alice")
        .call(
            "ask",
            "{\"to\":\"operator\",\"question\":\"Tea or coffee?\",\"options\":[\"tea\",\"coffee\"]}")
        .ok();
    hive.puppet("alice").call("ask", "{\"to\":\"operator\",\"question\":\"Never mind?\"}").ok();
    browser.open("/questions");
    Locator choice = article("Tea or coffee?");
    choice.getByLabel("coffee").check();
    choice.getByText("Answer", new Locator.GetByTextOptions().setExact(true)).click();
    browser.sees(browser.text("Your answer was delivered."));
    article("Never mind?").getByText("Cancel the question").click();
    browser.sees(browser.text("The question is cancelled."));
    browser.open("/messages");
    browser.sees(browser.page().locator("article.message").getByText("coffee"));
  }

  @Test
  void anApprovalIsGivenAndAnotherDenied() throws Exception {
    request("carol");
    request("dave");
    browser.open("/approvals");
    Locator denied = article("spawn dave");
    denied.getByLabel("Note to the manager").fill("two are enough");
    denied.locator("form.deny button").click();
    browser.sees(browser.text("Denied."));
    article("spawn carol").locator("form[action^='/approve/'] button").click();
    browser.sees(browser.text("Approved."));
    hive.operator().awaitAgent("carol", "running");
    browser.open("/agent/manager/messages");
    browser.sees(browser.text("two are enough"));
  }

  private static void request(String name) throws Exception {
    hive.puppet("manager")
        .call("request_spawn", "{\"name\":\"" + name + "\",\"reason\":\"work\"}")
        .ok();
  }

  @Test
  void aMessageIsSentAndAnUnknownNameKeepsTheDraft() {
    browser.open("/messages");
    browser.page().locator("#to").fill("alice");
    browser.page().locator("#body").fill("good morning");
    browser.button("Send").click();
    browser.sees(browser.text("Your message was delivered."));
    browser.sees(browser.page().locator("article.message").getByText("good morning"));
    browser.page().locator("#to").fill("nobody");
    browser.page().locator("#body").fill("are you there");
    browser.button("Send").click();
    browser.sees(browser.page().locator("[role=alert]"));
    assertTrue(browser.page().locator("#body").inputValue().contains("are you there"));
  }

  @Test
  void anAgentIsPausedStoppedStartedRestartedAndRebuilt() throws Exception {
    agent("bob", "Pause");
    browser.sees(state("paused"));
    agent("bob", "Resume");
    agent("bob", "Stop");
    hive.operator().awaitAgent("bob", "stopped");
    agent("bob", "Start");
    hive.operator().awaitAgent("bob", "running");
    agent("bob", "Restart");
    hive.operator().awaitAgent("bob", "running");
    browser.open("/agent/bob/");
    browser.button("Rebuild").click();
    hive.operator().awaitAgent("bob", "running");
  }

  private static void agent(String name, String action) {
    browser.open("/agent/" + name + "/");
    browser.button(action + " " + name).click();
    browser.sees(browser.page().locator(".banner.good"));
  }

  private static Locator state(String words) {
    return browser.page().locator("#live-state").getByText(words);
  }

  @Test
  void anAgentIsSpawnedDestroyedAndPurged() throws Exception {
    browser.open("/");
    browser.page().getByLabel("Name of a new agent").fill("erin");
    browser.button("Spawn").click();
    browser.sees(browser.text("The agent is being created."));
    hive.operator().awaitAgent("erin", "running");
    confirm("Destroy", "alice");
    browser.sees(browser.page().getByRole(AriaRole.HEADING));
    assertTrue(hive.operator().agent("erin").isPresent(), "destroyed with another's name");
    hive.operator().awaitAgent("erin", "running");
    confirm("Destroy", "erin");
    hive.operator().awaitAgent("erin", "destroyed");
    assertTrue(Files.isDirectory(hive.state("erin")), "its files are kept");
    confirm("Purge", "erin");
    Wait.until(PATIENCE, "erin is gone", () -> hive.operator().agent("erin").isEmpty());
    assertFalse(Files.exists(hive.state("erin")), "its files are deleted");
  }

  private static void confirm(String what, String typed) {
    browser.open("/agent/erin/");
    browser.text(what + " …").click();
    Locator form = browser.form("/agent/erin/" + what.toLowerCase(java.util.Locale.ROOT));
    form.locator("input[name=confirm]").fill(typed);
    form.locator("button").click();
  }

  @Test
  void allArePausedAndResumed() {
    browser.open("/");
    browser.button("Pause all").click();
    browser.sees(browser.text("All agents are paused."));
    browser.button("Resume all").click();
    browser.sees(browser.text("All agents are resumed."));
  }

  @Test
  void theOperatorLogsOutAndInAgain() {
    browser.open("/");
    browser.button("Log out").click();
    browser.open("/messages");
    browser.sees(browser.button("Log in"));
    browser.logIn();
  }

  private static Locator article(String text) {
    return browser
        .page()
        .locator("article.need")
        .filter(new Locator.FilterOptions().setHasText(text));
  }
}
