package hyperhive.privd.broker;

import hyperhive.privd.broker.Inboxes.Inbox;
import hyperhive.privd.event.Change;
import hyperhive.privd.policy.Bounds;
import hyperhive.privd.policy.Recipient;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.store.Rows;
import hyperhive.privd.store.Transaction;
import hyperhive.privd.store.Writer;
import hyperhive.wire.AgentName;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Messages: stored before they are acknowledged, leased to a turn, gone from the inbox when it
/// acks. At least once, in order per sender.
public final class Messages {
  private static final int MOST_WAITERS = 4;
  private static final int MOST_LEASED = 2_000;

  /// One delivery stays well below the one MiB a client takes.
  private static final long MOST_BYTES = 768L * 1024;

  /// What a message has besides its body: at most twenty options of 200 bytes, and numbers.
  private static final long PER_MESSAGE = 5 * 1024L;

  private record WaitingSize(long id, long bytes) {}

  private final Jdbi jdbi;
  private final Writer writer;
  private final Clock clock;
  private final Inboxes inboxes = new Inboxes();

  public Messages(Jdbi jdbi, Writer writer, Clock clock) {
    this.jdbi = jdbi;
    this.writer = writer;
    this.clock = clock;
  }

  /// Sends to one recipient or to all; called from the writer, so that the request it belongs to
  /// and the messages are one change.
  ///
  /// @param sender an agent's name or `operator`
  /// @throws Refusal if the one recipient cannot be reached; for `*` each refusal is an outcome
  public List<Outcome> send(Transaction transaction, String sender, Recipient to, String body) {
    Bounds.text("message", body, Bounds.BODY_BYTES);
    return switch (to) {
      case Recipient.Operator() -> List.of(toOperator(transaction, sender, body));
      case Recipient.Agent(AgentName name) -> {
        if (name.value().equals(sender)) {
          throw Refusal.invalid("A message to oneself goes nowhere; use remind instead.");
        }
        Agents.requireLive(transaction.handle(), name);
        yield List.of(toAgent(transaction, sender, name, body));
      }
      case Recipient.Everybody() -> toEverybody(transaction, sender, body);
    };
  }

  /// A message from privd itself. No agent can send under this name.
  public void fromSystem(Transaction transaction, AgentName to, String body) {
    insert(transaction, Recipient.SYSTEM, to.value(), body, 0, 0);
  }

  /// A reminder comes back under the name of the agent that set it.
  public void fromSelf(Transaction transaction, AgentName agent, String body) {
    insert(transaction, agent.value(), agent.value(), body, 0, 0);
  }

  void carryingQuestion(
      Transaction transaction, String asker, AgentName asked, String text, long questionId) {
    requireRoom(transaction.handle(), asker, asked.value());
    insert(transaction, asker, asked.value(), text, 0, questionId);
  }

  /// Answers have a reserve of their own: they are bounded by the open questions.
  void carryingAnswer(
      Transaction transaction, String from, AgentName asker, String body, long questionId) {
    insert(transaction, from, asker.value(), body, questionId, 0);
  }

  /// Answers are not counted against who gives them, so that they always arrive: who asks must have
  /// room for them.
  static int unreadAnswers(Handle handle, AgentName asker) {
    return handle
        .createQuery(
            "select count(*) from message where recipient = :to and acked_ms is null"
                + " and answers_question is not null")
        .bind("to", asker.value())
        .mapTo(Integer.class)
        .one();
  }

  void requireRoomForOwn(Transaction transaction, AgentName agent) {
    requireRoom(transaction.handle(), agent.value(), agent.value());
  }

  private Outcome toOperator(Transaction transaction, String sender, String body) {
    long id = insert(transaction, sender, Recipient.OPERATOR, body, 0, 0);
    return new Outcome.Stored(Recipient.OPERATOR, id);
  }

  private Outcome toAgent(Transaction transaction, String sender, AgentName to, String body) {
    requireRoom(transaction.handle(), sender, to.value());
    return new Outcome.Stored(to.value(), insert(transaction, sender, to.value(), body, 0, 0));
  }

  private List<Outcome> toEverybody(Transaction transaction, String sender, String body) {
    List<Outcome> outcomes = new ArrayList<>();
    for (AgentName name : liveAgents(transaction.handle())) {
      if (!name.value().equals(sender)) {
        try {
          outcomes.add(toAgent(transaction, sender, name, body));
        } catch (Refusal full) {
          outcomes.add(new Outcome.Refused(name.value(), full.sentence()));
        }
      }
    }
    return outcomes;
  }

  public static List<AgentName> liveAgents(Handle handle) {
    return handle
        .createQuery("select name from agent where desired <> 'destroyed' order by name")
        .map((row, context) -> AgentName.parse(row.getString(1)))
        .list();
  }

  private static void requireRoom(Handle handle, String sender, String recipient) {
    int waiting =
        handle
            .createQuery(
                "select count(*) from message"
                    + " where recipient = :to and sender = :from and acked_ms is null")
            .bind("to", recipient)
            .bind("from", sender)
            .mapTo(Integer.class)
            .one();
    if (waiting >= Bounds.UNDELIVERED_PER_PAIR) {
      throw Refusal.overLimit(
          recipient
              + " has not read your last "
              + Bounds.UNDELIVERED_PER_PAIR
              + " messages yet; wait until it has.");
    }
  }

  private long insert(
      Transaction transaction,
      String sender,
      String recipient,
      String body,
      long answers,
      long asks) {
    long now = clock.millis();
    boolean read = recipient.equals(Recipient.OPERATOR);
    long id =
        transaction
            .handle()
            .createUpdate(
                "insert into message (sender, recipient, body, sent_ms, acked_ms, handed_out,"
                    + " answers_question, asks_question) values (:from, :to, :body, :now, :acked,"
                    + " false, :answers, :asks)")
            .bind("from", sender)
            .bind("to", recipient)
            .bind("body", body)
            .bind("now", now)
            .bind("acked", read ? Long.valueOf(now) : null)
            .bind("answers", answers == 0 ? null : Long.valueOf(answers))
            .bind("asks", asks == 0 ? null : Long.valueOf(asks))
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    transaction.publish(Change.message(recipient, id, sender));
    if (!read) {
      transaction.afterCommit(() -> inboxes.wake(AgentName.parse(recipient)));
    }
    return id;
  }

  /// Waits for messages and leases them, oldest first.
  ///
  /// @param mayDeliver false while the agent is paused: it then waits as if the inbox were empty
  /// @param entered gets the waiter, so that a caller that goes away can release it
  public List<MessageRecord> receive(
      AgentName agent, Duration wait, int max, BooleanSupplier mayDeliver, Consumer<Waiter> entered)
      throws InterruptedException {
    Inbox inbox = inboxes.of(agent);
    Waiter waiter = inbox.enter(MOST_WAITERS);
    entered.accept(waiter);
    long deadline = System.nanoTime() + wait.toNanos();
    try {
      while (!waiter.isReleased()) {
        List<MessageRecord> taken =
            mayDeliver.getAsBoolean() ? lease(agent, inbox, max) : List.of();
        long left = deadline - System.nanoTime();
        if (!taken.isEmpty() || left <= 0) {
          return taken;
        }
        waiter.await(Duration.ofNanos(left));
      }
      return List.of();
    } finally {
      inbox.leave(waiter);
    }
  }

  private List<MessageRecord> lease(AgentName agent, Inbox inbox, int max) {
    List<MessageRecord> taken = new ArrayList<>();
    synchronized (inbox) {
      Set<Long> leased = inbox.leased();
      if (leased.size() < MOST_LEASED) {
        List<Long> next = nextIds(agent, leased, max);
        read(next).forEach(message -> taken.add(inbox.marked(message)));
        inbox.lease(next);
      }
    }
    if (!taken.isEmpty()) {
      markHandedOut(agent, taken);
    }
    return taken;
  }

  /// The oldest that are not leased, as many as fit. Bodies are not read for it: what is leased can
  /// be far more than the heap should hold.
  private List<Long> nextIds(AgentName agent, Set<Long> leased, int max) {
    List<Long> next = new ArrayList<>();
    long[] bytes = {0};
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "select id, octet_length(body) as bytes from message"
                        + " where recipient = :to and acked_ms is null order by id limit :limit")
                .bind("to", agent.value())
                .bind("limit", leased.size() + max)
                .map((row, context) -> new WaitingSize(row.getLong("id"), row.getLong("bytes")))
                .useStream(
                    waiting ->
                        waiting
                            .filter(each -> !leased.contains(each.id()))
                            .limit(max)
                            .takeWhile(
                                each -> (bytes[0] += each.bytes() + PER_MESSAGE) <= MOST_BYTES)
                            .forEach(each -> next.add(each.id()))));
    return next;
  }

  private List<MessageRecord> read(List<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return jdbi.withHandle(
        handle ->
            Rows.read(
                    handle
                        .createQuery("select * from message where id in (<ids>) order by id")
                        .bindList("ids", ids),
                    "id",
                    ids.size(),
                    MessageRecord::from)
                .items());
  }

  /// So that a delivery after a restart of privd is known to be one again. Nobody waits for it.
  private void markHandedOut(AgentName agent, List<MessageRecord> taken) {
    List<Long> ids = taken.stream().map(MessageRecord::id).toList();
    writer.later(
        transaction -> {
          transaction
              .handle()
              .createUpdate("update message set handed_out = true where id in (<ids>)")
              .bindList("ids", ids)
              .execute();
          transaction.publish(Change.message(agent.value(), 0, ""));
        });
  }

  public boolean isLeased(AgentName agent, long messageId) {
    return inboxes.of(agent).isLeased(messageId);
  }

  /// Ends leases: the messages were dealt with. An id that is not waiting in this agent's inbox is
  /// passed over. Works without a lease too: after a restart of privd the turn that goes on still
  /// knows what it was given.
  ///
  /// @return how many left the inbox
  public int ack(Transaction transaction, AgentName agent, Collection<Long> ids, boolean all) {
    Set<Long> acked = new HashSet<>(ids);
    if (all) {
      acked.addAll(inboxes.of(agent).leased());
    }
    if (acked.isEmpty()) {
      return 0;
    }
    int changed =
        transaction
            .handle()
            .createUpdate(
                "update message set acked_ms = :now"
                    + " where recipient = :to and acked_ms is null and id in (<ids>)")
            .bind("now", clock.millis())
            .bind("to", agent.value())
            .bindList("ids", List.copyOf(acked))
            .execute();
    transaction.publish(Change.message(agent.value(), 0, ""));
    transaction.afterCommit(() -> inboxes.of(agent).done(acked));
    return changed;
  }

  /// Ends leases: the messages will be delivered again.
  ///
  /// @return how many were leased
  public int requeue(AgentName agent, Collection<Long> ids) {
    return inboxes.of(agent).release(ids);
  }

  /// A new instance of agentd: what an earlier one had leased is delivered again.
  public void newInstance(AgentName agent, String instance) {
    inboxes.of(agent).newInstance(instance);
  }

  /// Lets a waiting agent look again: it was resumed.
  public void wake(AgentName agent) {
    inboxes.wake(agent);
  }

  /// Takes what waits for a destroyed or purged agent out of its inbox.
  public void discardInbox(Transaction transaction, AgentName agent) {
    transaction
        .handle()
        .execute(
            "update message set acked_ms = ? where recipient = ? and acked_ms is null",
            clock.millis(),
            agent.value());
  }
}
