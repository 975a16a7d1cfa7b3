package hyperhive.privd.broker;

/// What became of a message to one recipient.
public sealed interface Outcome {
  String to();

  record Stored(String to, long messageId) implements Outcome {}

  record Refused(String to, String why) implements Outcome {}
}
