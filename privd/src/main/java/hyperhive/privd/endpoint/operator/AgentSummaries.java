package hyperhive.privd.endpoint.operator;

import hyperhive.operator.v1.AgentSection;
import hyperhive.operator.v1.AgentSummary;
import hyperhive.privd.broker.MessageLists;
import hyperhive.privd.broker.QuestionLists;
import hyperhive.privd.lifecycle.LifeView;
import hyperhive.privd.lifecycle.Lifecycle;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.store.Rows;
import hyperhive.privd.turn.TurnRecord;
import hyperhive.privd.turn.Turns;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What pages say of an agent, put together from the registry, its container and the broker.
final class AgentSummaries {
  private final Agents agents;
  private final Lifecycle lifecycle;
  private final MessageLists messages;
  private final QuestionLists questions;
  private final Turns turns;

  AgentSummaries(
      Agents agents,
      Lifecycle lifecycle,
      MessageLists messages,
      QuestionLists questions,
      Turns turns) {
    this.agents = agents;
    this.lifecycle = lifecycle;
    this.messages = messages;
    this.questions = questions;
    this.turns = turns;
  }

  /// All agents, with as many queries as for one.
  AgentSection section() {
    return Sections.orError(
        () -> {
          Rows<AgentRecord> rows = agents.all();
          Counts counts = counts();
          List<AgentSummary> items =
              rows.items().stream().map(agent -> summary(agent, counts)).toList();
          return AgentSection.newBuilder()
              .addAllItems(items)
              .addAllDamaged(Sections.damaged(rows))
              .build();
        },
        AgentSection.newBuilder().setError(Sections.failed()).build());
  }

  AgentSummary one(AgentRecord agent) {
    return summary(agent, counts());
  }

  private record Counts(
      Map<String, Integer> undelivered, Map<String, Integer> open, Map<String, TurnRecord> turns) {}

  private Counts counts() {
    return new Counts(messages.undelivered(), questions.openPerAgent(), turns.newestOfEach());
  }

  private AgentSummary summary(AgentRecord agent, Counts counts) {
    LifeView life = lifecycle.view(agent);
    String name = agent.name().value();
    return AgentSummary.newBuilder()
        .setName(name)
        .setManager(agent.manager())
        .setState(Views.state(life.state()))
        .setPaused(agent.paused())
        .setStatus(agent.status())
        .setNote(agent.note())
        .setBusySinceMs(busySince(counts.turns().get(name)))
        .setHeardMs(life.heardMs())
        .setRestartMs(life.restartMs())
        .setRestarts(life.restarts())
        .setLastError(agent.lastError())
        .setLastErrorMs(agent.lastErrorMs())
        .setUndelivered(counts.undelivered().getOrDefault(name, 0))
        .setOpenQuestions(counts.open().getOrDefault(name, 0))
        .build();
  }

  private static long busySince(@Nullable TurnRecord turn) {
    return turn != null && turn.runs() ? turn.startedMs() : 0;
  }
}
