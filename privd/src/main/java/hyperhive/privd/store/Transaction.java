package hyperhive.privd.store;

import hyperhive.privd.event.Change;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// One change to the database as its author sees it: SQL through `handle`, and what to tell others
/// once it is on disk.
public final class Transaction {
  private final Handle handle;
  private final List<Change> changes = new ArrayList<>();
  private final List<Runnable> afterCommit = new ArrayList<>();

  Transaction(Handle handle) {
    this.handle = handle;
  }

  public Handle handle() {
    return handle;
  }

  /// Published to watchers after the change is on disk; dropped if it fails.
  public void publish(Change change) {
    changes.add(change);
  }

  /// Runs on the writer's thread after the change is on disk: must be short and must not throw.
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  List<Change> changes() {
    return changes;
  }

  List<Runnable> actions() {
    return afterCommit;
  }
}
