package hyperhive.privd.store;

import org.jdbi.v3.core.Handle;

/// Numbers that are given out once and never again, also over restarts.
public final class Counter {
  private Counter() {}

  /// Takes `count` numbers and returns the first of them.
  public static long take(Handle handle, String name, long first, long count) {
    long next =
        handle
            .createQuery("select next_value from counter where name = :name for update")
            .bind("name", name)
            .mapTo(Long.class)
            .findOne()
            .orElse(-1L);
    if (next < 0) {
      handle.execute("insert into counter (name, next_value) values (?, ?)", name, first + count);
      return first;
    }
    handle.execute("update counter set next_value = ? where name = ?", next + count, name);
    return next;
  }
}
