package hyperhive.e2e;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.e2e.kit.Chromium;
import hyperhive.e2e.kit.HiveConfig;
import hyperhive.e2e.kit.OperatorBrowser;
import hyperhive.e2e.kit.RunningHive;
import hyperhive.e2e.kit.Wait;
import hyperhive.e2e.kit.WithBrowser;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What dies comes back, except what would only die again.
@WithBrowser
final class RestartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aKilledWebdAndAKilledContainerComeBack() throws Exception {
    try (RunningHive hive = RunningHive.start(HiveConfig.puppets());
        Chromium chromium = new Chromium();
        OperatorBrowser browser = chromium.profile(hive).setUp()) {
      hive.operator().awaitAgent("alice", "running");
      webd(hive, browser);
      container(hive, browser);
    }
  }

  private static void webd(RunningHive hive, OperatorBrowser browser) throws Exception {
    browser.open("/").mark();
    long before = hive.webdPid();
    hive.killWebd();
    browser.sees(browser.trouble());
    browser.seesNoMore(browser.trouble());
    assertNotEquals(before, hive.webdPid());
    assertTrue(browser.isMarked(), "the page came back by a reload");
    hive.puppet("alice").call("set_status", "{\"status\":\"still here\"}").ok();
    browser.sees(browser.text("still here"));
    assertTrue(browser.isMarked(), "the status appeared by a reload");
  }

  private static void container(RunningHive hive, OperatorBrowser browser) throws Exception {
    browser.open("/agent/alice/").mark();
    long before = hive.initPid("alice");
    hive.killContainer("alice");
    browser.sees(browser.page().locator("#live-state").getByText("The container ended"));
    Wait.until(PATIENCE, "another container", () -> hive.initPid("alice") != before);
    hive.operator().awaitAgent("alice", "running");
    browser.sees(browser.page().locator("#live-state").getByText("running"));
    browser.sees(browser.page().locator("#live-state").getByText("restarted 1 time"));
    assertTrue(browser.isMarked(), "the page showed it by a reload");
    assertTrue(hive.puppet("alice").run("echo back").ok().contains("back"));
  }
}
