package hyperhive.privd.approval;

import hyperhive.wire.AgentName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/// An approval as it is kept.
///
/// @param requestedBy an agent's name or `operator`
/// @param version grows with every change; whoever approves names the one they saw
/// @param commit empty for kinds that have none
/// @param closedMs 0 until the state is terminal
/// @param note of the denial, or the error of the failure
/// @param decidedBy the operator's name; empty until decided
public record ApprovalRecord(
    long id,
    Kind kind,
    AgentName agent,
    String requestedBy,
    String reason,
    ApprovalState state,
    long version,
    String commit,
    long requestedMs,
    long closedMs,
    String note,
    String decidedBy) {

  /// What is asked for.
  public enum Kind {
    SPAWN("spawn");

    private final String stored;

    Kind(String stored) {
      this.stored = stored;
    }

    public String stored() {
      return stored;
    }

    static Kind parse(String stored) {
      for (Kind kind : values()) {
        if (kind.stored.equals(stored)) {
          return kind;
        }
      }
      throw new IllegalStateException("not a kind of approval");
    }
  }

  public ApprovalRecord {
    Objects.requireNonNull(requestedBy, "requestedBy");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(decidedBy, "decidedBy");
  }

  static ApprovalRecord from(ResultSet row) throws SQLException {
    return new ApprovalRecord(
        row.getLong("id"),
        Kind.parse(row.getString("kind")),
        AgentName.parse(row.getString("agent")),
        row.getString("requested_by"),
        row.getString("reason"),
        ApprovalState.parse(row.getString("state")),
        row.getLong("version"),
        row.getString("commit_id"),
        row.getLong("requested_ms"),
        row.getLong("closed_ms"),
        row.getString("note"),
        row.getString("decided_by"));
  }
}
