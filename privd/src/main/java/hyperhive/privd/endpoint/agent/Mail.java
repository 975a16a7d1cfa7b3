package hyperhive.privd.endpoint.agent;

import hyperhive.agent.v1.AckReply;
import hyperhive.agent.v1.AckRequest;
import hyperhive.agent.v1.Delivery;
import hyperhive.agent.v1.Message;
import hyperhive.agent.v1.ReceiveReply;
import hyperhive.agent.v1.ReceiveRequest;
import hyperhive.agent.v1.RequeueReply;
import hyperhive.agent.v1.RequeueRequest;
import hyperhive.agent.v1.SendReply;
import hyperhive.agent.v1.SendRequest;
import hyperhive.privd.broker.MessageRecord;
import hyperhive.privd.broker.Messages;
import hyperhive.privd.broker.Outcome;
import hyperhive.privd.broker.QuestionLists;
import hyperhive.privd.broker.QuestionRecord;
import hyperhive.privd.broker.Repeats;
import hyperhive.privd.lifecycle.Lifecycle;
import hyperhive.privd.policy.Recipient;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.Agents;
import hyperhive.wire.AgentName;
import io.grpc.Context;
import java.time.Duration;
import java.util.List;

/// One agent's messages, in and out.
final class Mail {
  private static final int MOST_WAIT_SECONDS = 180;
  private static final int MOST_MESSAGES = 100;
  private static final int MOST_IDS = 1_000;

  private final AgentName self;
  private final Messages messages;
  private final QuestionLists questions;
  private final Agents agents;
  private final Lifecycle lifecycle;
  private final Repeats repeats;

  Mail(
      AgentName self,
      Messages messages,
      QuestionLists questions,
      Agents agents,
      Lifecycle lifecycle,
      Repeats repeats) {
    this.self = self;
    this.messages = messages;
    this.questions = questions;
    this.agents = agents;
    this.lifecycle = lifecycle;
    this.repeats = repeats;
  }

  SendReply send(SendRequest request) {
    Recipient to = Recipient.parse(request.getTo());
    return repeats.once(
        self,
        request.getRequestId(),
        request,
        SendReply.parser(),
        transaction -> {
          SendReply.Builder reply = SendReply.newBuilder();
          messages
              .send(transaction, self.value(), to, request.getBody())
              .forEach(outcome -> reply.addDeliveries(delivery(outcome)));
          return reply.build();
        });
  }

  private static Delivery delivery(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Stored stored ->
          Delivery.newBuilder().setTo(stored.to()).setMessageId(stored.messageId()).build();
      case Outcome.Refused refused ->
          Delivery.newBuilder().setTo(refused.to()).setRefused(refused.why()).build();
    };
  }

  ReceiveReply receive(ReceiveRequest request) {
    int wait = within("wait_seconds", request.getWaitSeconds(), 0, MOST_WAIT_SECONDS);
    int max = within("max_messages", request.getMaxMessages(), 1, MOST_MESSAGES);
    lifecycle.heard(self);
    Context caller = Context.current();
    try {
      List<MessageRecord> taken =
          messages.receive(
              self,
              Duration.ofSeconds(wait),
              max,
              () -> !caller.isCancelled() && isAwake(),
              waiter -> caller.addListener(gone -> waiter.release(), Runnable::run));
      return reply(taken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("privd is stopping; try again in a second.");
    }
  }

  private boolean isAwake() {
    return agents.find(self).filter(agent -> !agent.paused()).isPresent();
  }

  private ReceiveReply reply(List<MessageRecord> taken) {
    ReceiveReply.Builder reply = ReceiveReply.newBuilder();
    taken.forEach(record -> reply.addMessages(message(record)));
    return reply.build();
  }

  private Message message(MessageRecord record) {
    Message.Builder message =
        Message.newBuilder()
            .setId(record.id())
            .setFrom(record.sender())
            .setTo(record.recipient())
            .setBody(record.body())
            .setSentMs(record.sentMs())
            .setRedelivered(record.handedOut())
            .setAnswersQuestion(record.answersQuestion())
            .setAsksQuestion(record.asksQuestion());
    if (record.asksQuestion() != 0) {
      questions.find(record.asksQuestion()).ifPresent(question -> choices(message, question));
    }
    return message.build();
  }

  private static void choices(Message.Builder message, QuestionRecord question) {
    message.addAllOptions(question.options()).setMultiple(question.multiple());
  }

  AckReply ack(AckRequest request) {
    List<Long> ids = request.getMessageIdsList();
    if (ids.size() > MOST_IDS || (ids.isEmpty() && !request.getAllLeased())) {
      throw Refusal.invalid("Name 1 to 1000 messages, or say all_leased.");
    }
    return repeats.once(
        self,
        request.getRequestId(),
        request,
        AckReply.parser(),
        transaction ->
            AckReply.newBuilder()
                .setAcknowledged(messages.ack(transaction, self, ids, request.getAllLeased()))
                .build());
  }

  RequeueReply requeue(RequeueRequest request) {
    List<Long> ids = request.getMessageIdsList();
    if (ids.isEmpty() || ids.size() > MOST_IDS) {
      throw Refusal.invalid("Name 1 to 1000 messages.");
    }
    return RequeueReply.newBuilder().setRequeued(messages.requeue(self, ids)).build();
  }

  static int within(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw Refusal.invalid("The " + what + " is a whole number from " + min + " to " + max + ".");
    }
    return value;
  }
}
