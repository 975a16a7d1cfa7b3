package hyperhive.privd.broker;

import hyperhive.privd.event.Change;
import hyperhive.privd.policy.Bounds;
import hyperhive.privd.policy.Recipient;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.Agents;
import hyperhive.privd.registry.Desired;
import hyperhive.privd.store.Rows;
import hyperhive.privd.store.Transaction;
import hyperhive.wire.AgentName;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Questions between agents and to the operator. Only who was asked can answer; the answer arrives
/// at the asker as a message, written in the same change.
public final class Questions {
  private final Jdbi jdbi;
  private final Messages messages;
  private final Clock clock;

  public Questions(Jdbi jdbi, Messages messages, Clock clock) {
    this.jdbi = jdbi;
    this.messages = messages;
    this.clock = clock;
  }

  /// @return the question's id
  public long ask(Transaction transaction, AgentName asker, Recipient to, NewQuestion question) {
    requireRoom(transaction.handle(), asker);
    return switch (to) {
      case Recipient.Operator() -> insert(transaction, asker, Recipient.OPERATOR, question);
      case Recipient.Agent(AgentName peer) -> askPeer(transaction, asker, peer, question);
      case Recipient.Everybody() ->
          throw Refusal.invalid("A question goes to one agent or to \"operator\", not to all.");
    };
  }

  private long askPeer(
      Transaction transaction, AgentName asker, AgentName peer, NewQuestion question) {
    if (peer.equals(asker)) {
      throw Refusal.invalid("A question to oneself goes nowhere; ask somebody else.");
    }
    Agents.requireLive(transaction.handle(), peer);
    long id = insert(transaction, asker, peer.value(), question);
    messages.carryingQuestion(transaction, asker.value(), peer, question.text(), id);
    return id;
  }

  private static void requireRoom(Handle handle, AgentName asker) {
    int open =
        handle
            .createQuery("select count(*) from question where asker = :asker and state = 'open'")
            .bind("asker", asker.value())
            .mapTo(Integer.class)
            .one();
    if (open >= Bounds.OPEN_QUESTIONS) {
      throw Refusal.overLimit(
          "You have "
              + open
              + " open questions; wait for answers, or cancel some with cancel_loose_end.");
    }
    if (Messages.unreadAnswers(handle, asker) >= Bounds.UNDELIVERED_PER_PAIR) {
      throw Refusal.overLimit("You have not read your last answers yet; receive them first.");
    }
  }

  private long insert(
      Transaction transaction, AgentName asker, String asked, NewQuestion question) {
    long now = clock.millis();
    Long due = question.ttlSeconds() == 0 ? null : Long.valueOf(now + question.ttlSeconds() * 1000);
    long id =
        transaction
            .handle()
            .createUpdate(
                "insert into question (asker, asked, text, options, multiple, asked_ms, due_ms,"
                    + " state) values (:asker, :asked, :text, :options, :multiple, :now, :due,"
                    + " 'open')")
            .bind("asker", asker.value())
            .bind("asked", asked)
            .bind("text", question.text())
            .bind("options", TextList.write(question.options()))
            .bind("multiple", question.multiple())
            .bind("now", now)
            .bind("due", due)
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    transaction.publish(Change.question(asker.value(), id, asked));
    return id;
  }

  /// @param by who answers: `operator` or an agent's name
  /// @return the question as it was
  public QuestionRecord answer(Transaction transaction, String by, long id, List<String> answer) {
    QuestionRecord question = requireOpen(transaction.handle(), id, by);
    String body = requireFitting(question, answer);
    transaction
        .handle()
        .execute(
            "update question set state = 'answered', answer = ?, closed_ms = ? where id = ?",
            TextList.write(answer),
            clock.millis(),
            id);
    AgentName asker = AgentName.parse(question.asker());
    boolean stillThere =
        Agents.find(transaction.handle(), asker)
            .filter(agent -> agent.desired() != Desired.DESTROYED)
            .isPresent();
    if (stillThere) {
      messages.carryingAnswer(transaction, by, asker, body, id);
    }
    transaction.publish(Change.question(question.asker(), id, question.asked()));
    return question;
  }

  private static String requireFitting(QuestionRecord question, List<String> answer) {
    if (question.options().isEmpty()) {
      if (answer.size() != 1) {
        throw Refusal.invalid("This question takes one text as its answer.");
      }
      return Bounds.text("answer", answer.getFirst(), Bounds.BODY_BYTES);
    }
    boolean known = new HashSet<>(question.options()).containsAll(answer);
    boolean distinct = new HashSet<>(answer).size() == answer.size();
    if (answer.isEmpty() || !known || !distinct || (answer.size() > 1 && !question.multiple())) {
      throw Refusal.invalid(
          question.multiple()
              ? "Choose one or more of the offered options."
              : "Choose one of the offered options.");
    }
    return String.join("\n", answer);
  }

  /// Withdraws a question; only its asker can.
  public void cancelAsAsker(Transaction transaction, AgentName asker, long id) {
    QuestionRecord question = require(transaction.handle(), id);
    if (!question.asker().equals(asker.value())) {
      throw unknown();
    }
    close(transaction, question, QuestionState.CANCELLED);
  }

  /// The operator turns down a question that was asked of the operator; the asker is told.
  public void cancelAsOperator(Transaction transaction, long id) {
    QuestionRecord question = requireOpen(transaction.handle(), id, Recipient.OPERATOR);
    close(transaction, question, QuestionState.CANCELLED);
    tellAsker(transaction, question, "The operator closed your question " + id + " unanswered.");
  }

  /// Closes what is over its time; called by the clock.
  public void expire(Transaction transaction) {
    Handle handle = transaction.handle();
    Rows<QuestionRecord> due =
        Rows.read(
            handle
                .createQuery(
                    "select * from question where state = 'open' and due_ms <= :now limit 200")
                .bind("now", clock.millis()),
            "id",
            200,
            QuestionRecord::from);
    for (QuestionRecord question : due.items()) {
      close(transaction, question, QuestionState.EXPIRED);
      tellAsker(
          transaction,
          question,
          "Nobody answered your question " + question.id() + " in time; it is closed.");
    }
  }

  /// Closes what a destroyed agent asked or was asked; who asked it is told.
  public void closeAllOf(Transaction transaction, AgentName agent) {
    Rows<QuestionRecord> open =
        Rows.read(
            transaction
                .handle()
                .createQuery(
                    "select * from question where state = 'open'"
                        + " and (asker = :agent or asked = :agent)")
                .bind("agent", agent.value()),
            "id",
            Integer.MAX_VALUE,
            QuestionRecord::from);
    for (QuestionRecord question : open.items()) {
      close(transaction, question, QuestionState.CANCELLED);
      if (!question.asker().equals(agent.value())) {
        tellAsker(
            transaction,
            question,
            agent + " was destroyed; your question " + question.id() + " is closed.");
      }
    }
  }

  public boolean anyDue() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select 1 from question where state = 'open' and due_ms <= :now limit 1")
                .bind("now", clock.millis())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  private void tellAsker(Transaction transaction, QuestionRecord question, String text) {
    AgentName asker = AgentName.parse(question.asker());
    if (Agents.find(transaction.handle(), asker).isPresent()) {
      messages.fromSystem(transaction, asker, text);
    }
  }

  private void close(Transaction transaction, QuestionRecord question, QuestionState state) {
    if (question.state() != QuestionState.OPEN) {
      throw closed();
    }
    transaction
        .handle()
        .execute(
            "update question set state = ?, closed_ms = ? where id = ?",
            state.stored(),
            clock.millis(),
            question.id());
    transaction.publish(Change.question(question.asker(), question.id(), question.asked()));
  }

  private static QuestionRecord require(Handle handle, long id) {
    return Rows.one(
            handle.createQuery("select * from question where id = :id").bind("id", id),
            QuestionRecord::from)
        .orElseThrow(Questions::unknown);
  }

  /// Somebody else's question is no different from one that is not there.
  private static QuestionRecord requireOpen(Handle handle, long id, String asked) {
    QuestionRecord question = require(handle, id);
    if (!question.asked().equals(asked)) {
      throw unknown();
    }
    if (question.state() != QuestionState.OPEN) {
      throw closed();
    }
    return question;
  }

  private static Refusal unknown() {
    return Refusal.notFound("There is no such question; loose_ends lists the open ones.");
  }

  private static Refusal closed() {
    return Refusal.wrongState("This question is closed already; nothing was changed.");
  }
}
