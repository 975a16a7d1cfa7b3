package hyperhive.privd.broker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/// A question as it is kept.
///
/// @param options what can be chosen; empty for a free answer
/// @param dueMs 0 if there is no time limit
/// @param answer empty unless answered
/// @param closedMs 0 while it is open
public record QuestionRecord(
    long id,
    String asker,
    String asked,
    String text,
    List<String> options,
    boolean multiple,
    long askedMs,
    long dueMs,
    QuestionState state,
    List<String> answer,
    long closedMs) {

  public QuestionRecord {
    Objects.requireNonNull(asker, "asker");
    Objects.requireNonNull(asked, "asked");
    Objects.requireNonNull(text, "text");
  }

  static QuestionRecord from(ResultSet row) throws SQLException {
    QuestionState state = QuestionState.parse(row.getString("state"));
    return new QuestionRecord(
        row.getLong("id"),
        row.getString("asker"),
        row.getString("asked"),
        row.getString("text"),
        TextList.read(row.getString("options")),
        row.getBoolean("multiple"),
        row.getLong("asked_ms"),
        row.getLong("due_ms"),
        state,
        state == QuestionState.ANSWERED ? TextList.read(row.getString("answer")) : List.of(),
        row.getLong("closed_ms"));
  }
}
