package hyperhive.agentd.tool;

import static hyperhive.agentd.tool.Parameter.optional;
import static hyperhive.agentd.tool.Parameter.required;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import hyperhive.agent.v1.Delivery;
import hyperhive.agent.v1.ReceiveReply;
import hyperhive.agent.v1.ReceiveRequest;
import hyperhive.agent.v1.SendReply;
import hyperhive.agent.v1.SendRequest;
import hyperhive.agentd.json.MessageJson;
import hyperhive.agentd.link.RequestIds;
import java.time.Duration;
import java.util.List;

/// Tools to send and to receive.
final class MessageTools {
  private static final Tool SEND =
      new Tool(
          "send",
          "Sends a message to another agent, to the operator (the human who runs this hive), or to"
              + " every agent you may reach. It is stored before this returns; the recipient reads"
              + " it when its next turn begins, so do not wait for a reply: it will be in a later"
              + " turn of yours. To get a decision or an answer, use `ask`.",
          List.of(
              required(
                  "to",
                  new Kind.Text(),
                  "An agent's name, `operator`, or `*` for every agent you may reach. `whoami`"
                      + " lists the names."),
              required("body", new Kind.Text(), "The text, at most 65536 bytes.")),
          MessageTools::send);

  private static final Tool RECEIVE =
      new Tool(
          "receive",
          "Fetches messages that arrived since this turn began; what the turn was given is not"
              + " fetched again. Fetched messages count as dealt with when this turn ends, so act on"
              + " them now. You need not poll: messages that arrive later start a new turn by"
              + " themselves.",
          List.of(
              optional(
                  "wait_seconds",
                  new Kind.Whole(0, 180),
                  "How long to wait for a message if there is none; 0 if absent. Stay below your"
                      + " own time limit for a tool call: 50 is safe."),
              optional("max", new Kind.Whole(1, 20), "How many messages at most; 10 if absent.")),
          MessageTools::receive);

  static final List<Tool> ALL = List.of(SEND, RECEIVE);

  private MessageTools() {}

  private static JsonObject send(Arguments arguments, Hive hive) {
    SendRequest request =
        SendRequest.newBuilder()
            .setRequestId(RequestIds.fresh())
            .setTo(arguments.text("to"))
            .setBody(arguments.text("body"))
            .build();
    SendReply reply = hive.agent(agent -> agent.send(request));
    JsonArray deliveries = new JsonArray();
    reply.getDeliveriesList().forEach(delivery -> deliveries.add(json(delivery)));
    JsonObject result = new JsonObject();
    result.add("deliveries", deliveries);
    return result;
  }

  private static JsonObject json(Delivery delivery) {
    JsonObject json = new JsonObject();
    json.addProperty("to", delivery.getTo());
    if (delivery.getRefused().isEmpty()) {
      json.addProperty("message_id", delivery.getMessageId());
    } else {
      json.addProperty("refused", delivery.getRefused());
    }
    return json;
  }

  private static JsonObject receive(Arguments arguments, Hive hive) {
    int wait = Math.toIntExact(arguments.whole("wait_seconds", 0));
    ReceiveRequest request =
        ReceiveRequest.newBuilder()
            .setWaitSeconds(wait)
            .setMaxMessages(Math.toIntExact(arguments.whole("max", 10)))
            .build();
    ReceiveReply reply = hive.agent(Duration.ofSeconds(wait), agent -> agent.receive(request));
    JsonObject result = new JsonObject();
    result.add("messages", MessageJson.of(reply.getMessagesList()));
    return result;
  }
}
