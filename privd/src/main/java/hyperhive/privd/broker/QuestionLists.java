package hyperhive.privd.broker;

import hyperhive.privd.policy.Recipient;
import hyperhive.privd.store.Rows;
import hyperhive.wire.AgentName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/// Questions as pages and agents list them.
public final class QuestionLists {
  private final Jdbi jdbi;

  public QuestionLists(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Optional<QuestionRecord> find(long id) {
    return jdbi.withHandle(
        handle ->
            read(
                    handle
                        .createQuery("select * from question where id = :id limit :limit")
                        .bind("id", id),
                    1)
                .items()
                .stream()
                .findFirst());
  }

  /// Open and asked of the operator: the oldest of each asker first, then each one's second, and so
  /// on, so that an agent that asks much cannot push another's question off the page.
  public Rows<QuestionRecord> openForOperator(int limit) {
    String sql =
        "select * from (select q.*, row_number() over (partition by asker order by id) as place"
            + " from question q where asked = :asked and state not in"
            + " ('answered', 'cancelled', 'expired')) order by place, id limit :limit";
    return jdbi.withHandle(
        handle -> read(handle.createQuery(sql).bind("asked", Recipient.OPERATOR), limit));
  }

  /// How many wait for the operator, damaged ones too: somebody has to look at them.
  public int countForOperator() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from question where asked = :asked and state not in"
                        + " ('answered', 'cancelled', 'expired')")
                .bind("asked", Recipient.OPERATOR)
                .mapTo(Integer.class)
                .one());
  }

  /// How many questions to the operator each agent has open.
  public Map<String, Integer> openPerAgent() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select asker, count(*) as n from question"
                        + " where asked = :asked and state = 'open' group by asker")
                .bind("asked", Recipient.OPERATOR)
                .reduceRows(
                    new HashMap<String, Integer>(),
                    (counts, row) -> {
                      counts.put(
                          row.getColumn("asker", String.class), row.getColumn("n", Integer.class));
                      return counts;
                    }));
  }

  /// Closed ones, to anybody, newest first.
  public Rows<QuestionRecord> closed(long beforeId, int limit) {
    String sql =
        "select * from question where state in ('answered', 'cancelled', 'expired')"
            + " and id < :before order by id desc limit :limit";
    return jdbi.withHandle(
        handle ->
            read(
                handle.createQuery(sql).bind("before", beforeId == 0 ? Long.MAX_VALUE : beforeId),
                limit));
  }

  /// Open ones that this agent asked.
  public Rows<QuestionRecord> asked(AgentName agent, int limit) {
    return openWhere("asker", agent, limit);
  }

  /// Open ones that this agent should answer.
  public Rows<QuestionRecord> owed(AgentName agent, int limit) {
    return openWhere("asked", agent, limit);
  }

  private Rows<QuestionRecord> openWhere(String column, AgentName agent, int limit) {
    String sql =
        "select * from question where "
            + column
            + " = :agent and state = 'open' order by id limit :limit";
    return jdbi.withHandle(
        handle -> read(handle.createQuery(sql).bind("agent", agent.value()), limit));
  }

  private static Rows<QuestionRecord> read(Query query, int limit) {
    return Rows.read(query.bind("limit", limit + 1), "id", limit, QuestionRecord::from);
  }
}
