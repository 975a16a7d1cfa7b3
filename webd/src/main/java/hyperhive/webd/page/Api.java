package hyperhive.webd.page;

import hyperhive.webd.model.Agent;
import hyperhive.webd.model.Approval;
import hyperhive.webd.model.FileContent;
import hyperhive.webd.model.IsolationFact;
import hyperhive.webd.model.Overview;
import hyperhive.webd.model.Question;
import hyperhive.webd.model.Section;
import hyperhive.webd.privd.PrivdClient;
import hyperhive.wire.AgentName;
import hyperhive.wire.RelativePath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The same things as JSON, with the same rights.
final class Api {
  private static final int LOG_BYTES = 256 * 1024;

  private final PrivdClient privd;

  Api(PrivdClient privd) {
    this.privd = privd;
  }

  /// @param errors why a section could not be read, by its name; its list is then empty
  /// @param damaged ids of rows that could not be decoded, by section
  record State(
      long seq,
      int waiting,
      boolean waitingUnknown,
      List<Agent> agents,
      List<Question> questions,
      List<Approval> approvals,
      List<IsolationFact> isolation,
      boolean hasManager,
      String managerName,
      Map<String, String> errors,
      Map<String, List<Long>> damaged) {}

  record File(
      String agent,
      String path,
      long size,
      long modifiedMs,
      boolean truncated,
      String encoding,
      String content) {}

  record Journal(String agent, String text) {}

  Answer state(Visit visit) {
    Overview overview = privd.getOverview(visit.requireSession());
    Map<String, Section<?>> sections =
        Map.of(
            "agents", overview.agents(),
            "questions", overview.questions(),
            "approvals", overview.approvals());
    State state =
        new State(
            overview.context().seq(),
            overview.context().waiting(),
            overview.context().waitingUnknown(),
            overview.agents().items(),
            overview.questions().items(),
            overview.approvals().items(),
            overview.isolation(),
            overview.hasManager(),
            overview.managerName(),
            errors(sections),
            damaged(sections));
    return new Answer.Json(200, Json.of(state));
  }

  Answer stateFile(Visit visit) {
    AgentName agent = AgentName.parse(visit.query("agent"));
    RelativePath path = RelativePath.parse(visit.query("path"));
    FileContent content = privd.readAgentStateFile(visit.requireSession(), agent, path);
    byte[] bytes = content.bytes();
    boolean text = ForeignBytes.isText(bytes);
    String encoded =
        text
            ? new String(bytes, StandardCharsets.UTF_8)
            : Base64.getEncoder().encodeToString(bytes);
    File file =
        new File(
            agent.value(),
            path.value(),
            content.size(),
            content.modified().ms(),
            content.truncated(),
            text ? "utf-8" : "base64",
            encoded);
    return new Answer.Json(200, Json.of(file));
  }

  Answer journal(Visit visit) {
    AgentName agent = visit.agent();
    String text = privd.readAgentLog(visit.requireSession(), agent, LOG_BYTES).text().raw();
    return new Answer.Json(200, Json.of(new Journal(agent.value(), text)));
  }

  private static Map<String, String> errors(Map<String, Section<?>> sections) {
    Map<String, String> errors = new TreeMap<>();
    sections.forEach(
        (name, section) -> {
          if (section.failed()) {
            errors.put(name, section.error());
          }
        });
    return errors;
  }

  private static Map<String, List<Long>> damaged(Map<String, Section<?>> sections) {
    Map<String, List<Long>> damaged = new TreeMap<>();
    sections.forEach(
        (name, section) -> {
          if (!section.damaged().isEmpty()) {
            damaged.put(name, section.damaged());
          }
        });
    return damaged;
  }
}
