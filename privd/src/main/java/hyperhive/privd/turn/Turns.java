package hyperhive.privd.turn;

import hyperhive.privd.event.Change;
import hyperhive.privd.event.EventLog;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.store.Transaction;
import hyperhive.wire.AgentName;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Where each agent is in its turn, as it reported. Start and end are kept; the lines in between
/// are for watching only and live in memory.
public final class Turns {
  private final Jdbi jdbi;
  private final EventLog events;
  private final Clock clock;
  private final Map<AgentName, TurnOutputLines> output = new ConcurrentHashMap<>();

  public Turns(Jdbi jdbi, EventLog events, Clock clock) {
    this.jdbi = jdbi;
    this.events = events;
    this.clock = clock;
  }

  public void started(Transaction transaction, AgentName agent, String turnId) {
    Handle handle = transaction.handle();
    handle.execute("delete from turn where agent = ?", agent.value());
    handle.execute(
        "insert into turn (agent, turn_id, started_ms, outcome, exit_code, error)"
            + " values (?, ?, ?, '', -1, '')",
        agent.value(),
        turnId,
        clock.millis());
    transaction.afterCommit(() -> lines(agent).begin(turnId));
    transaction.publish(Change.agent(agent.value()));
  }

  public void output(AgentName agent, String turnId, List<String> lines, long dropped) {
    lines(agent).add(turnId, lines, dropped);
    events.publish(Change.turnOutput(agent.value()));
  }

  /// @param error one line; empty if the turn went well, which takes the agent's last error away
  public void ended(
      Transaction transaction,
      AgentName agent,
      String turnId,
      String outcome,
      int exitCode,
      String error) {
    int changed =
        transaction
            .handle()
            .execute(
                "update turn set ended_ms = ?, outcome = ?, exit_code = ?, error = ?"
                    + " where agent = ? and turn_id = ? and ended_ms is null",
                clock.millis(),
                outcome,
                exitCode,
                error,
                agent.value(),
                turnId);
    if (changed > 0) {
      Agents.setError(transaction, agent, error, clock.millis());
    }
  }

  /// The container is gone, and a turn that ran in it with it.
  public void lost(Transaction transaction, AgentName agent) {
    int changed =
        transaction
            .handle()
            .execute(
                "update turn set ended_ms = ?, outcome = 'lost', error = ?"
                    + " where agent = ? and ended_ms is null",
                clock.millis(),
                "The container ended in the middle of the turn.",
                agent.value());
    if (changed > 0) {
      transaction.publish(Change.agent(agent.value()));
    }
  }

  public Optional<TurnRecord> newest(AgentName agent) {
    return Optional.ofNullable(all(" where agent = :agent", agent.value()).get(agent.value()));
  }

  /// Each agent's newest turn, by the agent's name.
  public Map<String, TurnRecord> newestOfEach() {
    return all("", "");
  }

  private Map<String, TurnRecord> all(String where, String agent) {
    return jdbi.withHandle(
        handle -> {
          var query = handle.createQuery("select * from turn" + where);
          if (!where.isEmpty()) {
            query.bind("agent", agent);
          }
          Map<String, TurnRecord> turns = new HashMap<>();
          query
              .map(
                  (row, context) ->
                      new TurnRecord(
                          row.getString("agent"),
                          row.getString("turn_id"),
                          row.getLong("started_ms"),
                          row.getLong("ended_ms"),
                          row.getString("outcome"),
                          row.getInt("exit_code"),
                          row.getString("error")))
              .forEach(turn -> turns.put(turn.agent(), turn));
          return turns;
        });
  }

  public void forget(AgentName agent) {
    output.remove(agent);
  }

  public TurnOutputLines lines(AgentName agent) {
    return output.computeIfAbsent(agent, name -> new TurnOutputLines());
  }
}
