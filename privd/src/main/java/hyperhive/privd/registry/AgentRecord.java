package hyperhive.privd.registry;

import hyperhive.wire.AgentName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/// An agent as it is kept.
///
/// @param parked its container kept dying; only a start by somebody tries again
/// @param status what it says of itself
/// @param note what the configuration says of it
/// @param configId which export under `builds/<name>/` its container runs from
/// @param lastErrorMs Unix time of `lastError`; 0 with an empty `lastError`
public record AgentRecord(
    AgentName name,
    boolean manager,
    UidBlock uids,
    Desired desired,
    boolean paused,
    boolean parked,
    String status,
    String note,
    long configId,
    String lastError,
    long lastErrorMs) {

  public AgentRecord {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(lastError, "lastError");
  }

  static AgentRecord from(ResultSet row) throws SQLException {
    return new AgentRecord(
        AgentName.parse(row.getString("name")),
        row.getBoolean("manager"),
        new UidBlock(row.getInt("uid_base")),
        Desired.parse(row.getString("desired")),
        row.getBoolean("paused"),
        row.getBoolean("parked"),
        row.getString("status"),
        row.getString("note"),
        row.getLong("config_id"),
        row.getString("last_error"),
        row.getLong("last_error_ms"));
  }
}
