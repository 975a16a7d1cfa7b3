package hyperhive.privd.store;

import hyperhive.privd.refusal.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/// The rows of a query, with those that could not be decoded kept apart instead of failing the rest
/// or going missing.
///
/// @param damagedIds the ids of the damaged rows; 0 where not even that could be read
/// @param more whether there are rows beyond the limit asked for
public record Rows<T>(List<T> items, List<Long> damagedIds, boolean more) {

  /// How a row becomes a value; throws for one that cannot.
  @FunctionalInterface
  public interface Decoder<T> {
    T decode(ResultSet row) throws SQLException;
  }

  /// Reads at most `limit` rows; `query` must bind a limit one higher to learn whether there are
  /// more.
  public static <T> Rows<T> read(Query query, String idColumn, int limit, Decoder<T> decoder) {
    List<T> items = new ArrayList<>();
    List<Long> damaged = new ArrayList<>();
    int[] seen = {0};
    query.scanResultSet(
        (supplier, context) -> {
          ResultSet row = supplier.get();
          while (row.next()) {
            if (++seen[0] <= limit) {
              decodeInto(row, idColumn, decoder, items, damaged);
            }
          }
          return seen[0];
        });
    return new Rows<>(items, damaged, seen[0] > limit);
  }

  /// The one row of a query, if there is one.
  ///
  /// @throws Refusal WRONG_STATE if it cannot be decoded
  public static <T> Optional<T> one(Query query, Decoder<T> decoder) {
    Rows<T> rows = read(query, "id", 1, decoder);
    if (!rows.damagedIds().isEmpty()) {
      throw Refusal.wrongState("This entry is damaged and cannot be used; the others are not.");
    }
    return rows.items().stream().findFirst();
  }

  private static <T> void decodeInto(
      ResultSet row, String idColumn, Decoder<T> decoder, List<T> items, List<Long> damaged)
      throws SQLException {
    try {
      items.add(decoder.decode(row));
    } catch (RuntimeException | SQLException undecodable) {
      damaged.add(idOf(row, idColumn));
    }
  }

  private static long idOf(ResultSet row, String idColumn) {
    try {
      return row.getLong(idColumn);
    } catch (SQLException noNumber) {
      return 0;
    }
  }
}
