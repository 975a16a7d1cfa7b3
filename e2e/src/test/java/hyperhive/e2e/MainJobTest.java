package hyperhive.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import hyperhive.e2e.kit.Chromium;
import hyperhive.e2e.kit.HiveConfig;
import hyperhive.e2e.kit.OperatorBrowser;
import hyperhive.e2e.kit.RunningHive;
import hyperhive.e2e.kit.Wait;
import hyperhive.e2e.kit.WithBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the whole thing is for, in one walk: the manager asks for an agent, the operator approves
/// it in the browser, the agent writes and asks, the operator answers, the agent has the answer.
@WithBrowser
final class MainJobTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ANSWER = "to the left, and mind the \"quoted\" step";

  /// What a spawned agent runs.
  private static final String NEWCOMER =
      """
      prompt=$(cat)
      case $prompt in *'You are new here'*)
        agentd call --wait 60 send '{"to":"operator","body":"'$HIVE_LABEL' says: I am up."}'
        agentd call --wait 60 ask '{"to":"operator","question":"'$HIVE_LABEL' asks: which way?"}'
      esac
      case $prompt in *'"answers_question":'*)
        printf '%s\\n' "$prompt" | tail -n 1 > /state/answer.tmp
        mv /state/answer.tmp /state/answer.txt
      esac
      """;

  /// Something that happens to the daemons in the middle of the walk.
  @FunctionalInterface
  private interface Accident {
    void happen() throws Exception;
  }

  private static final Accident NONE = () -> {};

  private static RunningHive hive;
  private static Chromium chromium;
  private static OperatorBrowser browser;

  @BeforeAll
  static void begin() throws Exception {
    hive = RunningHive.start(HiveConfig.puppets().spawned(NEWCOMER));
    chromium = new Chromium();
    browser = chromium.profile(hive).setUp();
    hive.operator().awaitAgent("manager", "running");
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
  void spawnedApprovedAskedAnswered() throws Exception {
    walk("alan", NONE, NONE, NONE);
  }

  @Test
  void theSameWhilePrivdIsKilledAndComesBack() throws Exception {
    walk("priya", hive::killPrivd, MainJobTest::losePrivd, hive::killPrivd);
  }

  @Test
  void theSameWhileWebdIsKilledAndComesBack() throws Exception {
    walk("wendy", NONE, MainJobTest::loseWebd, NONE);
  }

  private void walk(String name, Accident afterApproval, Accident whileAsked, Accident afterAnswer)
      throws Exception {
    browser.open("/").mark();
    String request =
        hive.puppet("manager")
            .begin(
                "agentd call request_spawn '{\"name\":\"%s\",\"reason\":\"help\"}'"
                    .formatted(name));
    Locator approval = article("spawn " + name);
    browser.sees(approval);
    assertTrue(browser.isMarked(), "the approval appeared by a reload");
    assertTrue(hive.puppet("manager").await(request).ok().contains("approval_id"));

    approval.getByRole(AriaRole.BUTTON).and(browser.button("Approve")).click();
    browser.sees(browser.text("Approved."));
    browser.mark();
    afterApproval.happen();

    Locator question = article(name + " asks: which way?");
    browser.sees(browser.page().locator("#live-activity").getByText(name + " says: I am up."));
    browser.sees(question);
    assertTrue(browser.isMarked(), "message and question appeared by a reload");
    requireOwnUid(name);
    whileAsked.happen();
    assertTrue(browser.isMarked(), "the page came back by a reload");

    question.getByLabel("Your answer").fill(ANSWER);
    question.getByText("Answer", new Locator.GetByTextOptions().setExact(true)).click();
    browser.sees(browser.text("Your answer was delivered."));
    afterAnswer.happen();
    requireAnswerArrived(name);
  }

  private static Locator article(String text) {
    return browser
        .page()
        .getByRole(AriaRole.ARTICLE)
        .filter(new Locator.FilterOptions().setHasText(text))
        .first();
  }

  /// Root inside is one of the agent's own uids outside, and nobody else's.
  private static void requireOwnUid(String name) throws IOException {
    Path process = Path.of("/proc", Long.toString(hive.initPid(name)));
    long uid = ((Number) Files.getAttribute(hive.state(name), "unix:uid")).longValue();
    assertTrue(uid >= hive.rootUid(0), "an agent's files belong to " + uid);
    List<String> map = List.of(Files.readString(process.resolve("uid_map")).strip().split(" +"));
    assertEquals(List.of("0", Long.toString(uid), "1"), map);
    String uids =
        Files.readString(process.resolve("status"))
            .lines()
            .filter(line -> line.startsWith("Uid:"))
            .findFirst()
            .orElseThrow();
    assertEquals("Uid:" + ("\t" + uid).repeat(4), uids);
    assertTrue(uid != ((Number) Files.getAttribute(hive.state("manager"), "unix:uid")).longValue());
  }

  private static void losePrivd() throws Exception {
    hive.killPrivd();
    browser.sees(browser.trouble());
    browser.seesNoMore(browser.trouble());
  }

  private static void loseWebd() throws Exception {
    hive.killWebd();
    browser.sees(browser.trouble());
    browser.seesNoMore(browser.trouble());
  }

  /// On the host's disk, and in the browser.
  private static void requireAnswerArrived(String name) throws Exception {
    Path file = hive.state(name).resolve("answer.txt");
    Wait.until(PATIENCE, "the answer in " + file, () -> Files.exists(file));
    String escaped = ANSWER.replace("\"", "\\\"");
    assertTrue(
        Files.readString(file).contains("\"body\":\"" + escaped + "\""), Files.readString(file));
    Wait.until(PATIENCE, "privd", () -> hive.operator().get("/readyz").statusCode() == 200);
    browser.open("/agent/" + name + "/files");
    String href =
        browser
            .page()
            .getByRole(
                AriaRole.LINK,
                new com.microsoft.playwright.Page.GetByRoleOptions().setName("answer.txt"))
            .getAttribute("href");
    assertEquals(Files.readString(file), browser.page().request().get(href).text());
  }
}
