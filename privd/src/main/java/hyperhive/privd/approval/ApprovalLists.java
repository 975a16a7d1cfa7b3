package hyperhive.privd.approval;

import hyperhive.privd.store.Rows;
import hyperhive.wire.ApprovalId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/// Approvals as pages and the start of privd list them.
public final class ApprovalLists {
  private static final String CLOSED = "('deployed', 'failed', 'denied', 'cancelled')";
  private static final String UNDER_WAY = "('approved', 'building')";

  private final Jdbi jdbi;

  public ApprovalLists(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public ApprovalRecord require(ApprovalId id) {
    return jdbi.withHandle(handle -> Approvals.require(handle, id));
  }

  /// Everything that waits for a decision, damaged rows among them, oldest first.
  public Rows<ApprovalRecord> pending(int limit) {
    String sql =
        "select * from approval where state not in "
            + CLOSED
            + " and state not in "
            + UNDER_WAY
            + " order by id limit :limit";
    return jdbi.withHandle(handle -> read(handle.createQuery(sql), limit));
  }

  public int countPending() {
    String sql =
        "select count(*) from approval where state not in "
            + CLOSED
            + " and state not in "
            + UNDER_WAY;
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }

  /// Decided ones, also those still under way, newest first.
  public Rows<ApprovalRecord> decided(long beforeId, int limit) {
    String sql =
        "select * from approval where (state in "
            + CLOSED
            + " or state in "
            + UNDER_WAY
            + ") and id < :before order by id desc limit :limit";
    return jdbi.withHandle(
        handle ->
            read(
                handle.createQuery(sql).bind("before", beforeId == 0 ? Long.MAX_VALUE : beforeId),
                limit));
  }

  /// Approved and not finished: what a start of privd has to take up again.
  public List<ApprovalRecord> underWay() {
    String sql = "select * from approval where state in " + UNDER_WAY + " order by id limit :limit";
    return jdbi.withHandle(handle -> read(handle.createQuery(sql), 1_000).items());
  }

  /// Pending ones that this agent asked for.
  public List<ApprovalRecord> pendingOf(String requester) {
    String sql =
        "select * from approval where state = 'pending' and requested_by = :by"
            + " order by id limit :limit";
    return jdbi.withHandle(
        handle -> read(handle.createQuery(sql).bind("by", requester), 100).items());
  }

  private static Rows<ApprovalRecord> read(Query query, int limit) {
    return Rows.read(query.bind("limit", limit + 1), "id", limit, ApprovalRecord::from);
  }
}
