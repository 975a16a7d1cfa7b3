package hyperhive.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.e2e.kit.HiveConfig;
import hyperhive.e2e.kit.HiveScript;
import hyperhive.e2e.kit.OperatorHttp;
import hyperhive.e2e.kit.Ran;
import hyperhive.e2e.kit.RunningHive;
import hyperhive.e2e.kit.WithSandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The script's short commands, and how it says that something is wrong.
@WithSandbox
final class HiveScriptTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LINK = Pattern.compile("/setup#token=(\\S+)");

  private static RunningHive hive;

  @BeforeAll
  static void begin() throws Exception {
    hive = RunningHive.start(HiveConfig.puppets());
    hive.operator();
  }

  @AfterAll
  static void end() throws IOException {
    hive.close();
  }

  private static Ran hive(String... words) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(hive.placeOptions());
    return HiveScript.run(arguments);
  }

  @Test
  void statusSaysWhatRunsAndWhere() throws Exception {
    String said = hive("status").ok();
    assertTrue(said.contains("privd: running, process " + hive.privdPid() + ", user root"), said);
    assertTrue(said.contains("webd: running, process " + hive.webdPid()), said);
    assertTrue(said.contains("user hyperhive-web"), said);
    assertTrue(said.contains("page: " + hive.baseUrl() + "/ (ready)"), said);
  }

  @Test
  void statusOfAHiveThatDoesNotRunIsNotSuccess() throws Exception {
    Ran ran = HiveScript.run(List.of("status", "--runtime-dir", "/tmp/no-hive-here"));
    assertEquals(3, ran.code());
    assertTrue(ran.output().contains("privd: not running"), ran.output());
  }

  @Test
  void logsShowBothDaemons() throws Exception {
    String said = hive("logs").ok();
    assertTrue(said.contains("privd ready"), said);
    assertTrue(said.contains("webd.log"), said);
  }

  @Test
  void aSecondHiveOnTheSameDirectoriesIsRefused() throws Exception {
    Ran ran = hive("up", "--listen", "127.0.0.1:1");
    assertEquals(1, ran.code());
    assertTrue(ran.output().contains("it runs already"), ran.output());
    assertEquals(200, new OperatorHttp(hive.baseUrl()).get("/readyz").statusCode());
  }

  @Test
  void resetLoginPrintsALinkThatEndsTheOldSessionAndPassword() throws Exception {
    OperatorHttp before = new OperatorHttp(hive.baseUrl()).logIn();
    Matcher link = LINK.matcher(hive("reset-login").ok());
    assertTrue(link.find(), "no link");
    assertNotEquals(hive.setupToken(), link.group(1));
    assertEquals(200, before.get("/").statusCode());
    OperatorHttp after = new OperatorHttp(hive.baseUrl()).setUp(link.group(1));
    assertEquals(303, before.get("/").statusCode());
    assertEquals(200, after.get("/").statusCode());
    String audit = after.get("/audit").body();
    assertTrue(audit.contains("ResetLogin"), "not in the audit log");
  }

  @Test
  void whatItDoesNotKnowItSaysPlainly() throws Exception {
    for (List<String> wrong :
        List.of(
            List.of("up", "--frobnicate"),
            List.of("up", "--listen"),
            List.of("up", "--listen", "7000"),
            List.of("test", "--only"),
            List.of("status", "now"))) {
      Ran ran = HiveScript.run(wrong);
      assertEquals(1, ran.code(), wrong.toString());
      assertTrue(ran.output().matches("hive: [^\n]{10,200}\n"), ran.output());
    }
    assertEquals(2, HiveScript.run(List.of("frobnicate")).code());
  }

  @Test
  void withoutRootAndSudoItSaysSo() throws Exception {
    List<String> asNobody =
        List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "env",
            "-i",
            "PATH=/nonexistent",
            "/bin/bash");
    Ran ran = HiveScript.run(asNobody, List.of("status"));
    assertEquals(1, ran.code(), ran.output());
    assertTrue(ran.output().contains("needs root"), ran.output());
  }

  @Test
  void aWrongConfigurationIsSaidOnceAndNothingIsLeft() throws Exception {
    try (RunningHive wrong = RunningHive.launch(HiveConfig.empty().raw("[sandbocks]\nx = 1\n"))) {
      assertTrue(wrong.awaitEnd(PATIENCE), wrong.printed());
      assertNotEquals(0, wrong.exitCode());
      assertTrue(wrong.printed().contains("sandbocks"), wrong.printed());
      assertEquals(1, wrong.printed().split("privd cannot start", -1).length - 1);
      wrong.requireEnded();
    }
  }

  @Test
  void w19AnAddressInUseEndsItWithAMessage() throws Exception {
    try (RunningHive second = RunningHive.launchOn(hive.baseUrl(), HiveConfig.empty())) {
      assertTrue(second.awaitEnd(PATIENCE), second.printed());
      assertNotEquals(0, second.exitCode());
      second.requireEnded();
    }
  }
}
