package hyperhive.privd.broker;

import hyperhive.privd.event.Change;
import hyperhive.privd.policy.Bounds;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.store.Rows;
import hyperhive.privd.store.Transaction;
import hyperhive.wire.AgentName;
import java.time.Clock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Notes an agent leaves for itself, delivered as a message when their time comes.
public final class Reminders {
  private static final int MOST = 1_000;

  private final Jdbi jdbi;
  private final Messages messages;
  private final Clock clock;

  public Reminders(Jdbi jdbi, Messages messages, Clock clock) {
    this.jdbi = jdbi;
    this.messages = messages;
    this.clock = clock;
  }

  /// @param dueMs Unix time, at most a year from now; what has passed already is due at once
  public long set(Transaction transaction, AgentName agent, String body, long dueMs) {
    Bounds.text("reminder", body, Bounds.REMINDER_BYTES);
    long now = clock.millis();
    if (dueMs < 1 || dueMs > now + Bounds.MAX_REMIND_SECONDS * 1000) {
      throw Refusal.invalid("A reminder is due within a year from now.");
    }
    messages.requireRoomForOwn(transaction, agent);
    if (count(transaction.handle(), agent) >= Bounds.REMINDERS) {
      throw Refusal.overLimit(
          "You have " + Bounds.REMINDERS + " reminders; cancel some with cancel_loose_end.");
    }
    long id =
        transaction
            .handle()
            .createUpdate(
                "insert into reminder (agent, body, set_ms, due_ms)"
                    + " values (:agent, :body, :now, :due)")
            .bind("agent", agent.value())
            .bind("body", body)
            .bind("now", now)
            .bind("due", dueMs)
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    transaction.publish(Change.reminder(agent.value(), id));
    return id;
  }

  public void cancel(Transaction transaction, AgentName agent, long id) {
    int gone =
        transaction
            .handle()
            .execute("delete from reminder where id = ? and agent = ?", id, agent.value());
    if (gone == 0) {
      throw Refusal.notFound("There is no such reminder; loose_ends lists yours.");
    }
    transaction.publish(Change.reminder(agent.value(), id));
  }

  private static int count(Handle handle, AgentName agent) {
    return handle
        .createQuery("select count(*) from reminder where agent = :agent")
        .bind("agent", agent.value())
        .mapTo(Integer.class)
        .one();
  }

  public Rows<ReminderRecord> list(AgentName agent) {
    return jdbi.withHandle(
        handle ->
            Rows.read(
                handle
                    .createQuery("select * from reminder where agent = :agent order by due_ms")
                    .bind("agent", agent.value()),
                "id",
                MOST,
                ReminderRecord::from));
  }

  public boolean anyDue() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select 1 from reminder where due_ms <= :now limit 1")
                .bind("now", clock.millis())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /// Turns what is due into messages; called by the clock. A damaged one stays where it is.
  public void deliverDue(Transaction transaction) {
    Rows<ReminderRecord> due =
        Rows.read(
            transaction
                .handle()
                .createQuery(
                    "select * from reminder where due_ms <= :now order by due_ms limit 200")
                .bind("now", clock.millis()),
            "id",
            200,
            ReminderRecord::from);
    for (ReminderRecord reminder : due.items()) {
      AgentName agent = AgentName.parse(reminder.agent());
      transaction.handle().execute("delete from reminder where id = ?", reminder.id());
      if (Agents.find(transaction.handle(), agent).isPresent()) {
        messages.fromSelf(transaction, agent, reminder.body());
      }
      transaction.publish(Change.reminder(reminder.agent(), reminder.id()));
    }
  }
}
