package hyperhive.privd.endpoint.operator;

import hyperhive.operator.v1.SendMessageReply;
import hyperhive.privd.broker.Messages;
import hyperhive.privd.broker.Outcome;
import hyperhive.privd.broker.Questions;
import hyperhive.privd.policy.Recipient;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.store.Writer;
import java.util.List;

/// What the operator says to agents.
final class Conversation {
  private final Messages messages;
  private final Questions questions;
  private final Writer writer;

  Conversation(Messages messages, Questions questions, Writer writer) {
    this.messages = messages;
    this.questions = questions;
    this.writer = writer;
  }

  /// @return who asked
  String answer(long questionId, List<String> answer) {
    return writer
        .write(transaction -> questions.answer(transaction, Recipient.OPERATOR, questionId, answer))
        .asker();
  }

  void cancel(long questionId) {
    writer.run(transaction -> questions.cancelAsOperator(transaction, questionId));
  }

  SendMessageReply send(String to, String body) {
    Recipient recipient = Recipient.parse(to);
    if (recipient instanceof Recipient.Operator) {
      throw Refusal.invalid("Choose an agent to write to, or all of them.");
    }
    List<Outcome> outcomes =
        writer.write(
            transaction -> messages.send(transaction, Recipient.OPERATOR, recipient, body));
    SendMessageReply.Builder reply = SendMessageReply.newBuilder();
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Stored stored -> reply.addDelivered(stored.to());
        case Outcome.Refused refused -> reply.addRefused(refused.to() + ": " + refused.why());
      }
    }
    return reply.build();
  }
}
