package hyperhive.privd.looseend;

import hyperhive.privd.approval.ApprovalLists;
import hyperhive.privd.approval.ApprovalRecord;
import hyperhive.privd.approval.Approvals;
import hyperhive.privd.broker.QuestionLists;
import hyperhive.privd.broker.QuestionRecord;
import hyperhive.privd.broker.Questions;
import hyperhive.privd.broker.ReminderRecord;
import hyperhive.privd.broker.Reminders;
import hyperhive.privd.policy.Bounds;
import hyperhive.privd.policy.Recipient;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.store.Rows;
import hyperhive.privd.store.Transaction;
import hyperhive.wire.AgentName;
import hyperhive.wire.ApprovalId;
import java.util.ArrayList;
import java.util.List;

/// What an agent has open: questions it asked and owes, reminders, approvals it waits for.
public final class LooseEnds {

  /// What kind of loose end it is.
  public enum Kind {
    ASKED,
    OWED,
    REMINDER,
    APPROVAL
  }

  /// One of them.
  ///
  /// @param with the other side; empty for a reminder
  /// @param dueMs 0 if there is no time limit
  public record LooseEnd(
      Kind kind,
      long id,
      String with,
      String text,
      long sinceMs,
      long dueMs,
      List<String> options,
      boolean multiple) {}

  /// All of them, and the ids of rows that could not be decoded.
  public record Found(List<LooseEnd> items, List<Long> damagedIds) {}

  private static final int MOST = 1_000;

  private final QuestionLists questionLists;
  private final Questions questions;
  private final Reminders reminders;
  private final ApprovalLists approvalLists;
  private final Approvals approvals;

  public LooseEnds(
      QuestionLists questionLists,
      Questions questions,
      Reminders reminders,
      ApprovalLists approvalLists,
      Approvals approvals) {
    this.questionLists = questionLists;
    this.questions = questions;
    this.reminders = reminders;
    this.approvalLists = approvalLists;
    this.approvals = approvals;
  }

  public Found of(AgentName agent) {
    List<LooseEnd> items = new ArrayList<>();
    List<Long> damaged = new ArrayList<>();
    Rows<QuestionRecord> asked = questionLists.asked(agent, Bounds.OPEN_QUESTIONS);
    asked.items().forEach(question -> items.add(question(Kind.ASKED, question.asked(), question)));
    Rows<QuestionRecord> owed = questionLists.owed(agent, MOST);
    owed.items().forEach(question -> items.add(question(Kind.OWED, question.asker(), question)));
    damaged.addAll(asked.damagedIds());
    damaged.addAll(owed.damagedIds());
    Rows<ReminderRecord> own = reminders.list(agent);
    own.items().forEach(reminder -> items.add(reminder(reminder)));
    damaged.addAll(own.damagedIds());
    approvalLists.pendingOf(agent.value()).forEach(approval -> items.add(approval(approval)));
    return new Found(items, damaged);
  }

  /// Takes one back. A question one owes cannot be: only its asker withdraws it.
  public void cancel(Transaction transaction, AgentName agent, Kind kind, long id) {
    switch (kind) {
      case ASKED -> questions.cancelAsAsker(transaction, agent, id);
      case OWED ->
          throw Refusal.notAllowed(
              "A question asked of you is withdrawn by who asked; answer it instead.");
      case REMINDER -> reminders.cancel(transaction, agent, id);
      case APPROVAL -> approvals.withdraw(transaction, agent, new ApprovalId(id));
    }
  }

  private static LooseEnd question(Kind kind, String with, QuestionRecord question) {
    return new LooseEnd(
        kind,
        question.id(),
        with,
        question.text(),
        question.askedMs(),
        question.dueMs(),
        question.options(),
        question.multiple());
  }

  private static LooseEnd reminder(ReminderRecord reminder) {
    return new LooseEnd(
        Kind.REMINDER,
        reminder.id(),
        "",
        reminder.body(),
        reminder.setMs(),
        reminder.dueMs(),
        List.of(),
        false);
  }

  private static LooseEnd approval(ApprovalRecord approval) {
    return new LooseEnd(
        Kind.APPROVAL,
        approval.id(),
        Recipient.OPERATOR,
        approval.kind().stored() + " of " + approval.agent(),
        approval.requestedMs(),
        0,
        List.of(),
        false);
  }
}
