package hyperhive.agentd.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import hyperhive.agent.v1.Message;
import java.time.Instant;
import java.util.List;

/// A message as an agent sees it: the sender beside the text, never in it.
public final class MessageJson {
  private MessageJson() {}

  public static JsonArray of(List<Message> messages) {
    JsonArray all = new JsonArray();
    messages.forEach(message -> all.add(of(message)));
    return all;
  }

  private static JsonObject of(Message message) {
    JsonObject json = new JsonObject();
    json.addProperty("id", message.getId());
    json.addProperty("from", message.getFrom());
    json.addProperty("body", message.getBody());
    json.addProperty("sent", Instant.ofEpochMilli(message.getSentMs()).toString());
    json.addProperty("redelivered", message.getRedelivered());
    if (message.getAsksQuestion() != 0) {
      json.addProperty("asks_question", message.getAsksQuestion());
      json.add("options", strings(message.getOptionsList()));
      json.addProperty("multiple", message.getMultiple());
    }
    if (message.getAnswersQuestion() != 0) {
      json.addProperty("answers_question", message.getAnswersQuestion());
    }
    return json;
  }

  public static JsonArray strings(List<String> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}
