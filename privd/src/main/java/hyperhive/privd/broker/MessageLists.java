package hyperhive.privd.broker;

import hyperhive.privd.store.Rows;
import hyperhive.wire.AgentName;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/// Messages as pages and the manager list them.
public final class MessageLists {
  private final Jdbi jdbi;

  public MessageLists(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// What waits in an agent's inbox, leased or not, oldest first.
  public Rows<MessageRecord> unacked(AgentName agent, int limit) {
    return jdbi.withHandle(
        handle ->
            Rows.read(
                handle
                    .createQuery(
                        "select * from message where recipient = :to and acked_ms is null"
                            + " order by id limit :limit")
                    .bind("to", agent.value())
                    .bind("limit", limit + 1),
                "id",
                limit,
                MessageRecord::from));
  }

  /// The newest messages, all or only to and from one agent; `agent` empty for all.
  public Rows<MessageRecord> newest(String agent, long beforeId, int limit) {
    return jdbi.withHandle(
        handle ->
            Rows.read(
                newestQuery(handle, agent)
                    .bind("before", beforeId == 0 ? Long.MAX_VALUE : beforeId)
                    .bind("limit", limit + 1),
                "id",
                limit,
                MessageRecord::from));
  }

  // Two halves, so that each is read from its own index however many rows there are.
  private static Query newestQuery(Handle handle, String agent) {
    if (agent.isEmpty()) {
      return handle.createQuery(
          "select * from message where id < :before order by id desc limit :limit");
    }
    return handle
        .createQuery(
            "select * from ("
                + "(select * from message where sender = :agent and id < :before"
                + " order by id desc limit :limit) union "
                + "(select * from message where recipient = :agent and id < :before"
                + " order by id desc limit :limit)) order by id desc limit :limit")
        .bind("agent", agent);
  }

  /// How many messages wait in each agent's inbox.
  public Map<String, Integer> undelivered() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select recipient, count(*) as n from message where acked_ms is null"
                        + " group by recipient")
                .reduceRows(
                    new HashMap<String, Integer>(),
                    (counts, row) -> {
                      counts.put(
                          row.getColumn("recipient", String.class),
                          row.getColumn("n", Integer.class));
                      return counts;
                    }));
  }
}
