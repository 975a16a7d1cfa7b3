package hyperhive.privd.endpoint.operator;

import hyperhive.operator.v1.ApprovalSection;
import hyperhive.operator.v1.DamagedRow;
import hyperhive.operator.v1.MessageSection;
import hyperhive.operator.v1.QuestionSection;
import hyperhive.privd.approval.ApprovalRecord;
import hyperhive.privd.broker.MessageRecord;
import hyperhive.privd.broker.QuestionRecord;
import hyperhive.privd.store.Rows;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sections of a page. One whose query fails says so; it never looks empty.
final class Sections {
  private static final Logger LOG = LoggerFactory.getLogger(Sections.class);
  private static final String FAILED = "This could not be read from the database; try again.";

  private Sections() {}

  static QuestionSection questions(Supplier<Rows<QuestionRecord>> query) {
    Supplier<QuestionSection> section =
        () -> {
          Rows<QuestionRecord> rows = query.get();
          QuestionSection.Builder builder =
              QuestionSection.newBuilder().addAllDamaged(damaged(rows)).setMore(rows.more());
          rows.items().forEach(row -> builder.addItems(Views.question(row)));
          return builder.build();
        };
    return orError(section, QuestionSection.newBuilder().setError(FAILED).build());
  }

  static ApprovalSection approvals(Supplier<Rows<ApprovalRecord>> query) {
    Supplier<ApprovalSection> section =
        () -> {
          Rows<ApprovalRecord> rows = query.get();
          ApprovalSection.Builder builder =
              ApprovalSection.newBuilder().addAllDamaged(damaged(rows)).setMore(rows.more());
          rows.items().forEach(row -> builder.addItems(Views.approval(row)));
          return builder.build();
        };
    return orError(section, ApprovalSection.newBuilder().setError(FAILED).build());
  }

  static MessageSection messages(
      Supplier<Rows<MessageRecord>> query, Predicate<MessageRecord> leased) {
    Supplier<MessageSection> section =
        () -> {
          Rows<MessageRecord> rows = query.get();
          MessageSection.Builder builder =
              MessageSection.newBuilder().addAllDamaged(damaged(rows)).setMore(rows.more());
          rows.items().forEach(row -> builder.addItems(Views.message(row, leased.test(row))));
          return builder.build();
        };
    return orError(section, MessageSection.newBuilder().setError(FAILED).build());
  }

  static List<DamagedRow> damaged(Rows<?> rows) {
    return rows.damagedIds().stream().map(id -> DamagedRow.newBuilder().setId(id).build()).toList();
  }

  static <T> T orError(Supplier<T> section, T error) {
    try {
      return section.get();
    } catch (RuntimeException failure) {
      LOG.error("a section of a page could not be read", failure);
      return error;
    }
  }

  static String failed() {
    return FAILED;
  }
}
