package hyperhive.privd.registry;

import hyperhive.privd.event.Change;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.store.Counter;
import hyperhive.privd.store.Rows;
import hyperhive.privd.store.Transaction;
import hyperhive.wire.AgentName;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The agents' rows. Methods that take a [Transaction] are called from the writer; the others read.
public final class Agents {
  private static final int MOST = 10_000;
  private static final String UID_COUNTER = "uid_base";

  private final Jdbi jdbi;
  private final int firstUidBase;

  /// @param firstUidBase base of the first block this installation gives out
  public Agents(Jdbi jdbi, int firstUidBase) {
    this.jdbi = jdbi;
    this.firstUidBase = firstUidBase;
  }

  public Optional<AgentRecord> find(AgentName name) {
    return jdbi.withHandle(handle -> find(handle, name));
  }

  public static Optional<AgentRecord> find(Handle handle, AgentName name) {
    return Rows.one(
        handle.createQuery("select * from agent where name = :name").bind("name", name.value()),
        AgentRecord::from);
  }

  /// @throws Refusal NOT_FOUND
  public AgentRecord require(AgentName name) {
    return find(name).orElseThrow(Agents::unknown);
  }

  public static AgentRecord require(Handle handle, AgentName name) {
    return find(handle, name).orElseThrow(Agents::unknown);
  }

  /// An agent that can be written to: it exists and was not destroyed.
  public static AgentRecord requireLive(Handle handle, AgentName name) {
    AgentRecord agent = require(handle, name);
    if (agent.desired() == Desired.DESTROYED) {
      throw unknown();
    }
    return agent;
  }

  private static Refusal unknown() {
    return Refusal.notFound("There is no such agent; list the agents to see who there is.");
  }

  /// All agents, destroyed ones included: the manager first, then by name.
  public Rows<AgentRecord> all() {
    return jdbi.withHandle(
        handle ->
            Rows.read(
                handle.createQuery(
                    "select * from agent order by manager desc, name limit " + (MOST + 1)),
                "uid_base",
                MOST,
                AgentRecord::from));
  }

  public Optional<AgentRecord> manager() {
    return jdbi.withHandle(Agents::manager);
  }

  public static Optional<AgentRecord> manager(Handle handle) {
    return handle
        .createQuery("select * from agent where manager")
        .map((row, context) -> AgentRecord.from(row))
        .findFirst();
  }

  /// Makes the row, with a block of uids nobody had before, or revives a destroyed agent's.
  public AgentRecord createOrRevive(
      Transaction transaction,
      AgentName name,
      boolean manager,
      String note,
      long configId,
      long nowMs) {
    Handle handle = transaction.handle();
    transaction.publish(Change.agent(name.value()));
    Optional<AgentRecord> known = find(handle, name);
    if (known.isPresent()) {
      handle.execute(
          "update agent set desired = 'running', parked = false, paused = false, status = '',"
              + " note = ?, config_id = ?, last_error = '', last_error_ms = 0 where name = ?",
          note,
          configId,
          name.value());
      return require(handle, name);
    }
    int base = Math.toIntExact(Counter.take(handle, UID_COUNTER, firstUidBase, UidBlock.SIZE));
    handle.execute(
        "insert into agent (name, manager, uid_base, desired, paused, parked, status, note,"
            + " config_id, created_ms, last_error, last_error_ms)"
            + " values (?, ?, ?, 'running', false, false, '', ?, ?, ?, '', 0)",
        name.value(),
        manager,
        base,
        note,
        configId,
        nowMs);
    return require(handle, name);
  }

  public static void setDesired(Transaction transaction, AgentName name, Desired desired) {
    transaction
        .handle()
        .execute(
            "update agent set desired = ?, parked = false where name = ?",
            desired.stored(),
            name.value());
    transaction.publish(Change.agent(name.value()));
  }

  public static void setParked(Transaction transaction, AgentName name) {
    transaction.handle().execute("update agent set parked = true where name = ?", name.value());
    transaction.publish(Change.agent(name.value()));
  }

  /// Pauses or resumes one agent; false if it already was so.
  public static boolean setPaused(Transaction transaction, AgentName name, boolean paused) {
    require(transaction.handle(), name);
    int changed =
        transaction
            .handle()
            .execute(
                "update agent set paused = ? where name = ? and paused <> ?",
                paused,
                name.value(),
                paused);
    transaction.publish(Change.agent(name.value()));
    return changed > 0;
  }

  public static void setStatus(Transaction transaction, AgentName name, String status) {
    transaction
        .handle()
        .execute("update agent set status = ? where name = ?", status, name.value());
    transaction.publish(Change.agent(name.value()));
  }

  /// @param error one line for the operator; empty takes the last one away
  public static void setError(Transaction transaction, AgentName name, String error, long nowMs) {
    String line = error.length() > 1_000 ? error.substring(0, 1_000) : error;
    transaction
        .handle()
        .execute(
            "update agent set last_error = ?, last_error_ms = ? where name = ?",
            line,
            line.isEmpty() ? 0 : nowMs,
            name.value());
    transaction.publish(Change.agent(name.value()));
  }

  public static void setConfig(Transaction transaction, AgentName name, long configId) {
    transaction
        .handle()
        .execute("update agent set config_id = ? where name = ?", configId, name.value());
  }

  public static void setContainer(Transaction transaction, RunningContainer container) {
    clearContainer(transaction, container.agent());
    transaction
        .handle()
        .execute(
            "insert into container (agent, boot_id, init_pid, start_ticks) values (?, ?, ?, ?)",
            container.agent().value(),
            container.bootId(),
            container.initPid(),
            container.startTicks());
  }

  public static void clearContainer(Transaction transaction, AgentName name) {
    transaction.handle().execute("delete from container where agent = ?", name.value());
  }

  public Optional<RunningContainer> container(AgentName name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from container where agent = :agent")
                .bind("agent", name.value())
                .map(
                    (row, context) ->
                        new RunningContainer(
                            name,
                            row.getString("boot_id"),
                            row.getLong("init_pid"),
                            row.getLong("start_ticks")))
                .findOne());
  }

  /// Forgets the agent for good, with everything that hangs on its name but the audit trail of
  /// messages and approvals.
  public static void purge(Transaction transaction, AgentName name) {
    for (String table : java.util.List.of("reminder", "turn", "agent_request", "container")) {
      transaction.handle().execute("delete from " + table + " where agent = ?", name.value());
    }
    transaction.handle().execute("delete from agent where name = ?", name.value());
    transaction.publish(Change.agent(name.value()));
  }
}
