package hyperhive.privd.broker;

import hyperhive.wire.AgentName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/// A reminder as it is kept.
public record ReminderRecord(long id, String agent, String body, long setMs, long dueMs) {
  public ReminderRecord {
    var _ = AgentName.parse(agent);
    Objects.requireNonNull(body, "body");
  }

  static ReminderRecord from(ResultSet row) throws SQLException {
    return new ReminderRecord(
        row.getLong("id"),
        row.getString("agent"),
        row.getString("body"),
        row.getLong("set_ms"),
        row.getLong("due_ms"));
  }
}
