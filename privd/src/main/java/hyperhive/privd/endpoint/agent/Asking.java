package hyperhive.privd.endpoint.agent;

import hyperhive.agent.v1.AnswerReply;
import hyperhive.agent.v1.AnswerRequest;
import hyperhive.agent.v1.AskReply;
import hyperhive.agent.v1.AskRequest;
import hyperhive.agent.v1.CancelLooseEndReply;
import hyperhive.agent.v1.CancelLooseEndRequest;
import hyperhive.agent.v1.LooseEnd;
import hyperhive.agent.v1.LooseEndKind;
import hyperhive.agent.v1.LooseEndsReply;
import hyperhive.agent.v1.RemindReply;
import hyperhive.agent.v1.RemindRequest;
import hyperhive.privd.broker.NewQuestion;
import hyperhive.privd.broker.Questions;
import hyperhive.privd.broker.Reminders;
import hyperhive.privd.broker.Repeats;
import hyperhive.privd.looseend.LooseEnds;
import hyperhive.privd.policy.Bounds;
import hyperhive.privd.policy.Recipient;
import hyperhive.privd.refusal.Refusal;
import hyperhive.wire.AgentName;
import java.time.Clock;

/// What one agent asks, answers, and wants to be reminded of.
final class Asking {
  private static final int MOST_TEXT = 1_000;
  private static final int MOST_REPLY_BYTES = 768 * 1024;

  private final AgentName self;
  private final Questions questions;
  private final Reminders reminders;
  private final LooseEnds looseEnds;
  private final Repeats repeats;
  private final Clock clock;

  Asking(
      AgentName self,
      Questions questions,
      Reminders reminders,
      LooseEnds looseEnds,
      Repeats repeats,
      Clock clock) {
    this.self = self;
    this.questions = questions;
    this.reminders = reminders;
    this.looseEnds = looseEnds;
    this.repeats = repeats;
    this.clock = clock;
  }

  AskReply ask(AskRequest request) {
    Recipient to = Recipient.parse(request.getTo());
    NewQuestion question =
        new NewQuestion(
            request.getQuestion(),
            request.getOptionsList(),
            request.getMultiple(),
            request.getTtlSeconds());
    return repeats.once(
        self,
        request.getRequestId(),
        request,
        AskReply.parser(),
        transaction ->
            AskReply.newBuilder()
                .setQuestionId(questions.ask(transaction, self, to, question))
                .build());
  }

  AnswerReply answer(AnswerRequest request) {
    return repeats.once(
        self,
        request.getRequestId(),
        request,
        AnswerReply.parser(),
        transaction -> {
          questions.answer(
              transaction, self.value(), request.getQuestionId(), request.getAnswerList());
          return AnswerReply.getDefaultInstance();
        });
  }

  RemindReply remind(RemindRequest request) {
    return repeats.once(
        self,
        request.getRequestId(),
        request,
        RemindReply.parser(),
        transaction -> {
          long due = due(request);
          long id = reminders.set(transaction, self, request.getBody(), due);
          return RemindReply.newBuilder().setReminderId(id).setDueMs(due).build();
        });
  }

  private long due(RemindRequest request) {
    return switch (request.getWhenCase()) {
      case AFTER_SECONDS -> {
        long after = request.getAfterSeconds();
        if (after < 1 || after > Bounds.MAX_REMIND_SECONDS) {
          throw Refusal.invalid("A reminder is due 1 second to a year from now.");
        }
        yield clock.millis() + after * 1_000;
      }
      case AT_MS -> request.getAtMs();
      case WHEN_NOT_SET -> throw Refusal.invalid("Say after_seconds or at.");
    };
  }

  LooseEndsReply looseEnds() {
    LooseEnds.Found found = looseEnds.of(self);
    LooseEndsReply.Builder reply =
        LooseEndsReply.newBuilder().setDamaged(found.damagedIds().size());
    int bytes = 0;
    for (LooseEnds.LooseEnd item : found.items()) {
      LooseEnd view = view(item);
      bytes += view.getSerializedSize();
      if (bytes <= MOST_REPLY_BYTES) {
        reply.addLooseEnds(view);
      }
    }
    return reply.build();
  }

  /// The beginning is enough to tell which one it is, and leaves room for the others.
  private static String beginning(String text) {
    return text.codePointCount(0, text.length()) <= MOST_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_TEXT)) + "…";
  }

  private static LooseEnd view(LooseEnds.LooseEnd item) {
    return LooseEnd.newBuilder()
        .setKind(kind(item.kind()))
        .setId(item.id())
        .setWith(item.with())
        .setText(beginning(item.text()))
        .setSinceMs(item.sinceMs())
        .setDueMs(item.dueMs())
        .addAllOptions(item.options())
        .setMultiple(item.multiple())
        .build();
  }

  private static LooseEndKind kind(LooseEnds.Kind kind) {
    return switch (kind) {
      case ASKED -> LooseEndKind.LOOSE_END_KIND_ASKED;
      case OWED -> LooseEndKind.LOOSE_END_KIND_OWED;
      case REMINDER -> LooseEndKind.LOOSE_END_KIND_REMINDER;
      case APPROVAL -> LooseEndKind.LOOSE_END_KIND_APPROVAL;
    };
  }

  CancelLooseEndReply cancel(CancelLooseEndRequest request) {
    LooseEnds.Kind kind =
        switch (request.getKind()) {
          case LOOSE_END_KIND_ASKED -> LooseEnds.Kind.ASKED;
          case LOOSE_END_KIND_OWED -> LooseEnds.Kind.OWED;
          case LOOSE_END_KIND_REMINDER -> LooseEnds.Kind.REMINDER;
          case LOOSE_END_KIND_APPROVAL -> LooseEnds.Kind.APPROVAL;
          case LOOSE_END_KIND_UNSPECIFIED, UNRECOGNIZED ->
              throw Refusal.invalid("The kind is asked, reminder or approval.");
        };
    return repeats.once(
        self,
        request.getRequestId(),
        request,
        CancelLooseEndReply.parser(),
        transaction -> {
          looseEnds.cancel(transaction, self, kind, request.getId());
          return CancelLooseEndReply.getDefaultInstance();
        });
  }
}
