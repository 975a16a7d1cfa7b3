package hyperhive.privd.broker;

import hyperhive.privd.policy.Recipient;
import hyperhive.wire.AgentName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/// A message as it is kept.
///
/// @param ackedMs 0 while it waits in the inbox
/// @param handedOut it was leased before: if it is delivered now, that is again
/// @param answersQuestion 0 if none
/// @param asksQuestion 0 if none
public record MessageRecord(
    long id,
    String sender,
    String recipient,
    String body,
    long sentMs,
    long ackedMs,
    boolean handedOut,
    long answersQuestion,
    long asksQuestion) {

  public MessageRecord {
    Objects.requireNonNull(sender, "sender");
    Objects.requireNonNull(recipient, "recipient");
    Objects.requireNonNull(body, "body");
    if (!recipient.equals(Recipient.OPERATOR)) {
      var _ = AgentName.parse(recipient);
    }
  }

  /// The same, delivered before.
  MessageRecord again() {
    return new MessageRecord(
        id, sender, recipient, body, sentMs, ackedMs, true, answersQuestion, asksQuestion);
  }

  static MessageRecord from(ResultSet row) throws SQLException {
    return new MessageRecord(
        row.getLong("id"),
        row.getString("sender"),
        row.getString("recipient"),
        row.getString("body"),
        row.getLong("sent_ms"),
        row.getLong("acked_ms"),
        row.getBoolean("handed_out"),
        row.getLong("answers_question"),
        row.getLong("asks_question"));
  }
}
