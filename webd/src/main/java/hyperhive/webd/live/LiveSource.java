package hyperhive.webd.live;

import hyperhive.webd.model.LiveEvent;
import hyperhive.webd.page.Sight;
import hyperhive.webd.page.Sights;
import hyperhive.webd.session.SessionToken;
import hyperhive.wire.AgentName;
import hyperhive.wire.ApprovalId;
import hyperhive.wire.InvalidValueException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// Something that open pages show and that can change: which events concern it, and how to look at
/// it again.
///
/// @param key as pages name it
record LiveSource(
    String key,
    Predicate<LiveEvent.Changed> concerns,
    BiFunction<Sights, SessionToken, Sight> look) {

  static Optional<LiveSource> parse(String key) {
    String name = key.replaceFirst("^[^/]*/?", "").replaceFirst("/.*$", "");
    String shape = key.replaceFirst("/[^/]+", "/*");
    try {
      return of(key, shape, name);
    } catch (InvalidValueException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<LiveSource> of(String key, String shape, String name) {
    return switch (shape) {
      case "overview" -> source(key, LiveSource::notOutput, Sights::overview);
      case "questions" ->
          source(key, LiveSource::waits, (sights, session) -> sights.questions(session, 0));
      case "approvals" ->
          source(key, LiveSource::waits, (sights, session) -> sights.approvals(session, 0));
      case "approvals/*" -> approval(key, name);
      case "messages" -> messages(key, "");
      case "messages/*" -> messages(key, AgentName.parse(name).value());
      case "agent/*" -> agent(key, AgentName.parse(name));
      case "agent/*/messages" -> agentMessages(key, AgentName.parse(name));
      case "count" -> source(key, LiveSource::waits, Sights::count);
      default -> Optional.empty();
    };
  }

  private static Optional<LiveSource> approval(String key, String id) {
    ApprovalId approval = new ApprovalId(Long.parseLong(id));
    return source(key, LiveSource::waits, (sights, session) -> sights.approval(session, approval));
  }

  private static Optional<LiveSource> messages(String key, String agent) {
    return source(
        key,
        event -> waits(event) || isMessage(event, agent),
        (sights, session) -> sights.messages(session, agent, 0));
  }

  private static Optional<LiveSource> agent(String key, AgentName name) {
    return source(
        key,
        event -> waits(event) || event.concerns(name.value()),
        (sights, session) -> sights.agent(session, name));
  }

  private static Optional<LiveSource> agentMessages(String key, AgentName name) {
    return source(
        key,
        event -> waits(event) || isMessage(event, name.value()),
        (sights, session) -> sights.agentMessages(session, name, 0));
  }

  private static Optional<LiveSource> source(
      String key,
      Predicate<LiveEvent.Changed> concerns,
      BiFunction<Sights, SessionToken, Sight> look) {
    return Optional.of(new LiveSource(key, concerns, look));
  }

  // The number of waiting things stands on every page.
  private static boolean waits(LiveEvent.Changed event) {
    return switch (event.topic()) {
      case QUESTION, APPROVAL, UNKNOWN -> true;
      case AGENT, MESSAGE, TURN_OUTPUT, REMINDER -> false;
    };
  }

  private static boolean notOutput(LiveEvent.Changed event) {
    return switch (event.topic()) {
      case TURN_OUTPUT, REMINDER -> false;
      case AGENT, MESSAGE, QUESTION, APPROVAL, UNKNOWN -> true;
    };
  }

  private static boolean isMessage(LiveEvent.Changed event, String agent) {
    return event.topic() == LiveEvent.Topic.MESSAGE && (agent.isEmpty() || event.concerns(agent));
  }
}
