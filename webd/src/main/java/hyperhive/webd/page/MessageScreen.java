package hyperhive.webd.page;

import hyperhive.webd.model.Message;
import hyperhive.webd.model.Messages;
import java.util.List;

/// Messages with the form to write one.
///
/// @param agent only to and from this one; empty for all
/// @param path of this list
public record MessageScreen(
    String agent, String path, long before, Messages messages, Draft draft) {

  /// Where older ones are.
  public String olderHref() {
    List<Message> items = messages.messages().items();
    String filter = agent.isEmpty() || path.contains("/agent/") ? "" : "agent=" + agent + "&";
    return path + "?" + filter + "before=" + items.getLast().id();
  }

  public boolean older() {
    return messages.messages().more() && !messages.messages().items().isEmpty();
  }
}
