package hyperhive.privd.approval;

import hyperhive.privd.broker.Messages;
import hyperhive.privd.event.Change;
import hyperhive.privd.policy.Bounds;
import hyperhive.privd.policy.Recipient;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.registry.Desired;
import hyperhive.privd.store.Rows;
import hyperhive.privd.store.Transaction;
import hyperhive.wire.AgentName;
import hyperhive.wire.ApprovalId;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What waits for the operator's decision. Each change of state is one compare-and-set on the row,
/// made in the writer, and follows [ApprovalState#mayBecome].
public final class Approvals {
  private final Messages messages;
  private final Clock clock;
  private final AgentName managerName;

  /// @param managerName never to be spawned: the manager has its own way into the world
  public Approvals(Messages messages, Clock clock, AgentName managerName) {
    this.messages = messages;
    this.clock = clock;
    this.managerName = managerName;
  }

  /// The manager asks for a new agent; the operator will decide.
  public long requestSpawn(
      Transaction transaction, AgentName requester, AgentName name, String reason) {
    Bounds.atMost("reason", reason, Bounds.REASON_BYTES);
    requireSpawnable(transaction.handle(), name);
    if (countPending(transaction.handle()) >= Bounds.PENDING_APPROVALS) {
      throw Refusal.overLimit(
          "The operator has "
              + Bounds.PENDING_APPROVALS
              + " approvals to decide; wait until some are.");
    }
    return insert(transaction, name, requester.value(), reason, ApprovalState.PENDING, "");
  }

  /// A spawn from the page is itself the decision: it is born approved.
  public long spawnByOperator(Transaction transaction, String operator, AgentName name) {
    requireSpawnable(transaction.handle(), name);
    return insert(transaction, name, Recipient.OPERATOR, "", ApprovalState.APPROVED, operator);
  }

  /// @param version the one the operator saw
  /// @param commit the one the operator saw; empty for kinds that have none
  public ApprovalRecord approve(
      Transaction transaction, String operator, ApprovalId id, long version, String commit) {
    ApprovalRecord approval = requirePending(transaction.handle(), id);
    if (approval.version() != version || !approval.commit().equals(commit)) {
      throw Refusal.wrongState(
          "This approval changed while you looked at it; nothing was approved. Look at it again.");
    }
    requireStillPossible(transaction.handle(), approval);
    return move(transaction, approval, ApprovalState.APPROVED, "", operator);
  }

  public ApprovalRecord deny(Transaction transaction, String operator, ApprovalId id, String note) {
    Bounds.atMost("note", note, Bounds.NOTE_BYTES);
    ApprovalRecord approval = requirePending(transaction.handle(), id);
    ApprovalRecord denied = move(transaction, approval, ApprovalState.DENIED, note, operator);
    String why = note.isEmpty() ? "" : " The operator's note: " + note;
    tellRequester(transaction, denied, "The operator denied it." + why);
    return denied;
  }

  /// Withdrawn by the agent that asked for it.
  public void withdraw(Transaction transaction, AgentName requester, ApprovalId id) {
    if (!require(transaction.handle(), id).requestedBy().equals(requester.value())) {
      throw unknown();
    }
    ApprovalRecord approval = requirePending(transaction.handle(), id);
    move(transaction, approval, ApprovalState.CANCELLED, "withdrawn", "");
  }

  public ApprovalRecord building(Transaction transaction, ApprovalRecord approval) {
    return move(transaction, approval, ApprovalState.BUILDING, "", approval.decidedBy());
  }

  public ApprovalRecord deployed(Transaction transaction, ApprovalRecord approval) {
    ApprovalRecord done =
        move(transaction, approval, ApprovalState.DEPLOYED, "", approval.decidedBy());
    tellRequester(transaction, done, "It was approved and runs.");
    return done;
  }

  public ApprovalRecord failed(Transaction transaction, ApprovalRecord approval, String error) {
    ApprovalRecord done =
        move(transaction, approval, ApprovalState.FAILED, error, approval.decidedBy());
    tellRequester(transaction, done, "It was approved, and failed: " + error);
    return done;
  }

  private void requireSpawnable(Handle handle, AgentName name) {
    if (name.equals(managerName)) {
      throw Refusal.invalid("This is the manager's name; choose another.");
    }
    requireNoAgent(handle, name);
    boolean asked =
        handle
            .createQuery(
                "select 1 from approval where agent = :agent and kind = 'spawn'"
                    + " and state in ('pending', 'approved', 'building') limit 1")
            .bind("agent", name.value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (asked) {
      throw Refusal.wrongState("An agent of this name is already asked for; wait for the result.");
    }
  }

  private static void requireNoAgent(Handle handle, AgentName name) {
    Optional<AgentRecord> known = Agents.find(handle, name);
    if (known.isPresent() && known.get().desired() != Desired.DESTROYED) {
      throw Refusal.wrongState("There is an agent of this name already; choose another name.");
    }
  }

  /// What was possible when it was asked for may not be any more.
  private static void requireStillPossible(Handle handle, ApprovalRecord approval) {
    switch (approval.kind()) {
      case SPAWN -> requireNoAgent(handle, approval.agent());
    }
  }

  private static int countPending(Handle handle) {
    return handle
        .createQuery("select count(*) from approval where state = 'pending'")
        .mapTo(Integer.class)
        .one();
  }

  private long insert(
      Transaction transaction,
      AgentName agent,
      String requestedBy,
      String reason,
      ApprovalState state,
      String decidedBy) {
    long id =
        transaction
            .handle()
            .createUpdate(
                "insert into approval (kind, agent, requested_by, reason, state, version,"
                    + " commit_id, requested_ms, note, decided_by) values ('spawn', :agent, :by,"
                    + " :reason, :state, 1, '', :now, '', :decided)")
            .bind("agent", agent.value())
            .bind("by", requestedBy)
            .bind("reason", reason)
            .bind("state", state.stored())
            .bind("now", clock.millis())
            .bind("decided", decidedBy)
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    transaction.publish(Change.approval(agent.value(), id));
    return id;
  }

  private ApprovalRecord requirePending(Handle handle, ApprovalId id) {
    ApprovalRecord approval = require(handle, id);
    if (approval.state() != ApprovalState.PENDING) {
      throw Refusal.wrongState(
          "This approval is " + approval.state().stored() + " already; nothing was changed.");
    }
    return approval;
  }

  static ApprovalRecord require(Handle handle, ApprovalId id) {
    return Rows.one(
            handle.createQuery("select * from approval where id = :id").bind("id", id.value()),
            ApprovalRecord::from)
        .orElseThrow(Approvals::unknown);
  }

  private static Refusal unknown() {
    return Refusal.notFound("There is no such approval; the list shows the ones there are.");
  }

  private ApprovalRecord move(
      Transaction transaction,
      ApprovalRecord from,
      ApprovalState to,
      String note,
      String decidedBy) {
    if (!from.state().mayBecome(to)) {
      throw new IllegalStateException(from.state() + " cannot become " + to);
    }
    int changed =
        transaction
            .handle()
            .execute(
                "update approval set state = ?, version = version + 1, note = ?, decided_by = ?,"
                    + " closed_ms = ? where id = ? and version = ?",
                to.stored(),
                note,
                decidedBy,
                to.isTerminal() ? Long.valueOf(clock.millis()) : null,
                from.id(),
                from.version());
    if (changed != 1) {
      throw Refusal.wrongState("This approval changed meanwhile; look at it again.");
    }
    transaction.publish(Change.approval(from.agent().value(), from.id()));
    return require(transaction.handle(), new ApprovalId(from.id()));
  }

  private void tellRequester(Transaction transaction, ApprovalRecord approval, String result) {
    if (approval.requestedBy().equals(Recipient.OPERATOR)) {
      return;
    }
    AgentName requester = AgentName.parse(approval.requestedBy());
    if (Agents.find(transaction.handle(), requester).isPresent()) {
      messages.fromSystem(
          transaction,
          requester,
          "Approval "
              + approval.id()
              + " ("
              + approval.kind().stored()
              + " of "
              + approval.agent()
              + "): "
              + result);
    }
  }
}
