package hyperhive.agentd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.agent.v1.AckRequest;
import hyperhive.agent.v1.ReportTurnRequest;
import hyperhive.agent.v1.TurnEnded;
import hyperhive.agent.v1.TurnOutcome;
import hyperhive.agentd.fake.AgentdProcess;
import hyperhive.agentd.fake.FakePrivdAgentSocket;
import hyperhive.agentd.fake.Turns;
import hyperhive.agentd.fake.Waiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that do not behave.
@Tag("main-job")
class TurnCommandTest {
  @TempDir Path directory;
  FakePrivdAgentSocket privd;

  @BeforeEach
  void start() throws Exception {
    privd = FakePrivdAgentSocket.started(directory);
    privd.agent().deliver("bob", "first");
  }

  @AfterEach
  void stop() throws Exception {
    privd.close();
  }

  @Test
  void aMissingCommandIsReportedAndTheLoopGoesOnWithoutRunningHot() throws Exception {
    try (AgentdProcess agentd = AgentdProcess.run(directory, privd.socket(), "/no/such/program")) {
      TurnEnded ended = Turns.awaitEnd(privd, 1);
      assertEquals(TurnOutcome.TURN_OUTCOME_NOT_STARTED, ended.getOutcome());
      assertEquals(-1, ended.getExitCode());
      assertTrue(ended.getError().contains("/no/such/program"), ended.getError());
      privd.agent().deliver("bob", "second");
      long since = System.nanoTime();
      Turns.awaitEnd(privd, 2);
      assertTrue(System.nanoTime() - since > 500_000_000L, "no pause after a failed turn");
      Waiting.until("acks", () -> privd.agent().requests(AckRequest.class).size() == 2);
      assertTrue(agentd.process().isAlive());
    }
  }

  @Test
  void aCodeOtherThanZeroIsAFailedTurnAndAcknowledged() throws Exception {
    try (AgentdProcess agentd = run("echo before; exit 3")) {
      TurnEnded ended = Turns.awaitEnd(privd, 1);
      assertEquals(TurnOutcome.TURN_OUTCOME_FAILED, ended.getOutcome());
      assertEquals(3, ended.getExitCode());
      assertEquals("The command ended with code 3.", ended.getError());
      assertEquals(List.of("before"), Turns.lines(privd));
      Waiting.until("ack", () -> privd.agent().requests(AckRequest.class).size() == 1);
      assertTrue(agentd.process().isAlive());
    }
  }

  @Test
  void garbageBecomesLinesThatFitTheWire() throws Exception {
    try (AgentdProcess agentd = run("head -c 300000 /dev/urandom")) {
      assertEquals(TurnOutcome.TURN_OUTCOME_OK, Turns.awaitEnd(privd, 1).getOutcome());
      assertTrue(agentd.process().isAlive());
    }
    assertTrue(Turns.lines(privd).size() > 500);
    assertLinesFit();
  }

  @Test
  void aLineOfFiftyMegabytesIsCutAndCostsNothing() throws Exception {
    String script = "head -c 52428800 /dev/zero | tr '\\0' x; echo; echo end";
    try (AgentdProcess agentd = run(script)) {
      assertEquals(TurnOutcome.TURN_OUTCOME_OK, Turns.awaitEnd(privd, 1).getOutcome());
      assertEquals(List.of("x".repeat(4096), "end"), Turns.lines(privd));
      assertTrue(agentd.rssAnonKilobytes() < 120 * 1024, "RssAnon " + agentd.rssAnonKilobytes());
    }
  }

  @Test
  void aFloodIsThinnedOutAndCounted() throws Exception {
    try (AgentdProcess agentd = run("seq 1 1000000")) {
      assertEquals(TurnOutcome.TURN_OUTCOME_OK, Turns.awaitEnd(privd, 1).getOutcome());
      assertTrue(agentd.process().isAlive());
    }
    List<String> lines = Turns.lines(privd);
    assertEquals("1000000", lines.getLast());
    assertEquals(1_000_000, lines.size() + Turns.dropped(privd));
    assertTrue(Turns.dropped(privd) > 0);
    assertLinesFit();
  }

  @Test
  void aSilentCommandIsAnOrdinaryTurn() throws Exception {
    try (AgentdProcess agentd = run(":")) {
      assertEquals(TurnOutcome.TURN_OUTCOME_OK, Turns.awaitEnd(privd, 1).getOutcome());
      assertEquals(List.of(), Turns.lines(privd));
      assertTrue(agentd.process().isAlive());
    }
  }

  @Test
  void whatATurnLeavesBehindIsGoneAndTheNextTurnWorks() throws Exception {
    String script =
        """
        cat >/dev/null
        if [ -e pids ]; then echo second; exit 0; fi
        sh -c 'echo $$ >>pids; exec sleep 600' &
        setsid sh -c 'echo $$ >>pids; trap "" TERM HUP; sleep 600; sleep 600' &
        (env -i /usr/bin/setsid /bin/sh -c 'echo $$ >>pids; exec /bin/sleep 600' &)
        setsid sh -c 'setsid sh -c "echo \\$\\$ >>pids; exec sleep 600" & exit' >/dev/null 2>&1
        while [ "$(wc -l <pids)" -lt 4 ]; do sleep 0.05; done
        """;
    try (AgentdProcess agentd = run(script)) {
      assertEquals(TurnOutcome.TURN_OUTCOME_OK, Turns.awaitEnd(privd, 1).getOutcome());
      List<String> pids = Files.readAllLines(directory.resolve("pids"));
      assertEquals(4, pids.size());
      for (String pid : pids) {
        assertTrue(Files.notExists(Path.of("/proc", pid)), pid + " is still there");
      }
      assertEquals(0, agentd.process().descendants().count());
      privd.agent().deliver("bob", "second");
      assertEquals(TurnOutcome.TURN_OUTCOME_OK, Turns.awaitEnd(privd, 2).getOutcome());
      assertEquals(List.of("second"), Turns.lines(privd));
    }
  }

  @Test
  void orphansThatEndDuringATurnDoNotPileUp() throws Exception {
    String script =
        """
        cat >/dev/null
        for i in 1 2 3 4 5; do (setsid sh -c 'exit 0' &); done
        sleep 3
        awk '$4 == PPID {print}' PPID="$PPID" /proc/[0-9]*/stat | wc -l
        """;
    try (AgentdProcess agentd = run(script)) {
      Turns.awaitEnd(privd, 1);
      assertEquals(List.of("1"), Turns.lines(privd).stream().map(String::strip).toList());
      assertTrue(agentd.process().isAlive());
    }
  }

  @Test
  void aTurnOverItsTimeIsKilled() throws Exception {
    List<String> limit = List.of("--turn-limit", "1");
    try (AgentdProcess agentd =
        AgentdProcess.run(directory, privd.socket(), limit, "sh", "-c", "echo a; sleep 600")) {
      TurnEnded ended = Turns.awaitEnd(privd, 1);
      assertEquals(TurnOutcome.TURN_OUTCOME_TIMED_OUT, ended.getOutcome());
      assertEquals(List.of("a"), Turns.lines(privd));
      assertEquals(0, agentd.process().descendants().count());
    }
  }

  @Test
  void aKindThatCannotBeRunIsRefusedPlainly() throws Exception {
    Path config = directory.resolve("agent.toml");
    Files.writeString(config, "[harness]\nkind = \"codex\"\n");
    List<String> arguments =
        List.of("run", "--socket", privd.socket().toString(), "--config", config.toString());
    try (AgentdProcess agentd = AgentdProcess.start(directory, arguments)) {
      AgentdProcess.Result result = agentd.result();
      assertEquals(78, result.code());
      assertEquals(
          "harness.kind is codex; only \"command\" can be run by this agentd.\n", result.err());
    }
  }

  private AgentdProcess run(String script) throws Exception {
    return AgentdProcess.run(directory, privd.socket(), "sh", "-c", script);
  }

  private void assertLinesFit() {
    for (String line : Turns.lines(privd)) {
      assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 4096);
    }
    for (ReportTurnRequest report : privd.agent().requests(ReportTurnRequest.class)) {
      assertTrue(report.getOutput().getLinesCount() <= 200);
      assertTrue(report.getSerializedSize() < 1 << 20);
    }
  }
}
