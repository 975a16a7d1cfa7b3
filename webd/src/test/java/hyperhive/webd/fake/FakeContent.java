package hyperhive.webd.fake;

import com.google.protobuf.ByteString;
import hyperhive.operator.v1.AgentState;
import hyperhive.operator.v1.AgentSummary;
import hyperhive.operator.v1.Approval;
import hyperhive.operator.v1.AuditEntry;
import hyperhive.operator.v1.GetAgentReply;
import hyperhive.operator.v1.Isolation;
import hyperhive.operator.v1.Limits;
import hyperhive.operator.v1.LooseEnd;
import hyperhive.operator.v1.Message;
import hyperhive.operator.v1.Question;
import hyperhive.operator.v1.StateFile;
import hyperhive.operator.v1.Turn;
import java.nio.charset.StandardCharsets;

/// A hive with something of everything in it.
public final class FakeContent {
  private static final long NOW = System.currentTimeMillis();

  private FakeContent() {}

  /// Fills the hive with three agents and what they are up to.
  public static void fill(FakeHive hive) {
    hive.waiting(3);
    overview(hive);
    hive.questions.getOpenBuilder().addItems(free()).addItems(choice());
    hive.questions.getClosedBuilder().addItems(answered());
    hive.approvals.getPendingBuilder().addItems(approval());
    hive.approvals
        .getClosedBuilder()
        .addItems(
            approval().toBuilder()
                .setId(2)
                .setState("denied")
                .setDecidedBy("ada")
                .setNote("Not today")
                .setClosedMs(NOW - 3_600_000));
    hive.messages.getMessagesBuilder().addItems(message(41)).addItems(message(40));
    hive.messages.addAgents("manager").addAgents("alice").addAgents("bob");
    hive.agents.put("alice", alice());
    files(hive);
    audit(hive);
  }

  public static Question free() {
    return Question.newBuilder()
        .setId(17)
        .setFrom("alice")
        .setTo("operator")
        .setText("The tests need a database. May I use the shared one, or shall I bring up my own?")
        .setAskedMs(NOW - 240_000)
        .setState("open")
        .build();
  }

  static Question answered() {
    return free().toBuilder()
        .setId(12)
        .setText("Is it all right to delete the old fixtures?")
        .setState("answered")
        .addAnswer("Yes, but keep the two with umlauts.")
        .setClosedMs(NOW - 1_000_000)
        .build();
  }

  public static Question choice() {
    return Question.newBuilder()
        .setId(18)
        .setFrom("bob")
        .setTo("operator")
        .setText("Which branch shall I work on?")
        .addOptions("main")
        .addOptions("release-2")
        .setAskedMs(NOW - 60_000)
        .setDueMs(NOW + 600_000)
        .setState("open")
        .build();
  }

  public static Approval approval() {
    return Approval.newBuilder()
        .setId(3)
        .setKind("spawn")
        .setAgent("carol")
        .setRequestedBy("manager")
        .setReason("Somebody has to write the documentation.")
        .setState("pending")
        .setVersion(1)
        .setRequestedMs(NOW - 120_000)
        .build();
  }

  public static Message message(long id) {
    return Message.newBuilder()
        .setId(id)
        .setFrom("alice")
        .setTo("bob")
        .setBody(
            "The parser is done.\nYour turn: the printer. See /state/notes.md for the edge cases.")
        .setSentMs(NOW - 30_000)
        .setAckedMs(id % 2 == 0 ? NOW : 0)
        .build();
  }

  private static void overview(FakeHive hive) {
    hive.overview.setHasManager(true).setManagerName("manager");
    hive.overview.getAgentsBuilder().addItems(manager()).addItems(summary()).addItems(bob());
    hive.overview.getQuestionsBuilder().addItems(free()).addItems(choice());
    hive.overview.getApprovalsBuilder().addItems(approval());
    hive.overview.getActivityBuilder().addItems(message(41)).addItems(message(40));
    hive.overview
        .addIsolation(holds("user namespaces", true, "each agent has 65536 ids of its own"))
        .addIsolation(holds("private network", true, "loopback only"))
        .addIsolation(holds("resource limits", false, "cgroup v1 without a memory controller"));
  }

  private static Isolation holds(String name, boolean holds, String detail) {
    return Isolation.newBuilder().setName(name).setHolds(holds).setDetail(detail).build();
  }

  private static AgentSummary manager() {
    return AgentSummary.newBuilder()
        .setName("manager")
        .setManager(true)
        .setState(AgentState.AGENT_STATE_RUNNING)
        .setNote("scripted demo")
        .setHeardMs(NOW - 4_000)
        .setStatus("waiting for work")
        .build();
  }

  private static AgentSummary summary() {
    return AgentSummary.newBuilder()
        .setName("alice")
        .setState(AgentState.AGENT_STATE_RUNNING)
        .setNote("scripted demo")
        .setBusySinceMs(NOW - 95_000)
        .setHeardMs(NOW - 1_000)
        .setStatus("running the test suite of the parser")
        .setUndelivered(2)
        .setOpenQuestions(1)
        .build();
  }

  private static AgentSummary bob() {
    return AgentSummary.newBuilder()
        .setName("bob")
        .setState(AgentState.AGENT_STATE_PARKED)
        .setPaused(true)
        .setHeardMs(NOW - 7_200_000)
        .setLastError("/bin/turn: exit code 127: agent-cli: command not found")
        .setLastErrorMs(NOW - 7_100_000)
        .setOpenQuestions(1)
        .setRestarts(5)
        .build();
  }

  private static GetAgentReply.Builder alice() {
    GetAgentReply.Builder reply =
        GetAgentReply.newBuilder()
            .setAgent(
                summary().toBuilder()
                    .setLastError("turn failed: exit code 1")
                    .setLastErrorMs(NOW - 900_000))
            .setLimits(Limits.newBuilder().setMemoryBytes(2L << 30).setCpuPercent(50).setTasks(512))
            .setTurn(
                Turn.newBuilder()
                    .setId("t-9")
                    .setStartedMs(NOW - 95_000)
                    .addLines("$ ./hive test --only parser")
                    .addLines("[INFO] 41 tests, \u001b[32m40 passed\u001b[0m, 1 failed")
                    .addLines("AssertionError: expected <a> but was <b>"));
    reply.getInboxBuilder().addItems(message(43));
    reply.getRecentBuilder().addItems(message(41)).addItems(message(40));
    reply
        .getLooseEndsBuilder()
        .addItems(
            LooseEnd.newBuilder()
                .setKind("asked")
                .setId(17)
                .setWith("operator")
                .setText(free().getText())
                .setSinceMs(NOW - 240_000))
        .addItems(
            LooseEnd.newBuilder()
                .setKind("reminder")
                .setId(4)
                .setText("look whether the build has finished")
                .setSinceMs(NOW - 60_000)
                .setDueMs(NOW + 300_000));
    return reply;
  }

  private static void files(FakeHive hive) {
    hive.files.add(
        StateFile.newBuilder().setName("src").setKind("directory").setModifiedMs(NOW).build());
    hive.files.add(
        StateFile.newBuilder()
            .setName("notes.md")
            .setKind("file")
            .setSize(1234)
            .setModifiedMs(NOW - 5_000_000)
            .build());
    hive.files.add(
        StateFile.newBuilder()
            .setName("a file & more.html")
            .setKind("file")
            .setSize(5_000_000)
            .setModifiedMs(NOW)
            .build());
    hive.contents.put("notes.md", "# Notes\n".getBytes(StandardCharsets.UTF_8));
    hive.log =
        ByteString.copyFromUtf8("agentd: connected\nagentd: \u001b[1mturn\u001b[0m began\n")
            .toByteArray();
  }

  private static void audit(FakeHive hive) {
    for (int index = 0; index < 3; index++) {
      hive.audit.addEntries(
          AuditEntry.newBuilder()
              .setAtMs(NOW - index * 1000L)
              .setActor("ada")
              .setAction("Approve")
              .setTarget("approval 2")
              .setOutcome("ok")
              .setDurationUs(1_200)
              .setHash("0123456789abcdef"));
    }
  }
}
