package hyperhive.privd.event;

/// That something changed, by name; whoever wants to know what, reads it.
///
/// @param agent whose it is; empty if nobody's
/// @param id of the message, question or approval; 0 if it has none
/// @param peer the other side; empty if there is none
public record Change(Topic topic, String agent, long id, String peer) {

  /// What kind of thing changed.
  public enum Topic {
    AGENT,
    MESSAGE,
    QUESTION,
    APPROVAL,
    TURN_OUTPUT,
    REMINDER
  }

  public static Change agent(String agent) {
    return new Change(Topic.AGENT, agent, 0, "");
  }

  public static Change message(String recipient, long id, String sender) {
    return new Change(Topic.MESSAGE, recipient, id, sender);
  }

  public static Change question(String asker, long id, String asked) {
    return new Change(Topic.QUESTION, asker, id, asked);
  }

  public static Change approval(String agent, long id) {
    return new Change(Topic.APPROVAL, agent, id, "");
  }

  public static Change turnOutput(String agent) {
    return new Change(Topic.TURN_OUTPUT, agent, 0, "");
  }

  public static Change reminder(String agent, long id) {
    return new Change(Topic.REMINDER, agent, id, "");
  }
}
