package hyperhive.webd.model;

import java.util.List;

/// A list on a page. One whose query failed has an error and no items; it must never look like an
/// empty one.
///
/// @param damaged ids of rows that could not be decoded, 0 where not even the id could be
/// @param error empty unless the query failed
/// @param more whether items were left out
public record Section<T>(List<T> items, List<Long> damaged, String error, boolean more) {
  public Section {
    items = List.copyOf(items);
    damaged = List.copyOf(damaged);
  }

  public boolean failed() {
    return !error.isEmpty();
  }

  /// Whether it may be said that there is nothing.
  public boolean none() {
    return !failed() && items.isEmpty() && damaged.isEmpty();
  }
}
