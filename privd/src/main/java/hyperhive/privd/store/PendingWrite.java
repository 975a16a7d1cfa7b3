package hyperhive.privd.store;

import hyperhive.privd.event.EventLog;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A change waiting for its batch, and the caller waiting for the change.
final class PendingWrite<T> {
  private static final Logger LOG = LoggerFactory.getLogger(PendingWrite.class);

  private final Function<Transaction, T> change;
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private @Nullable Transaction transaction;
  private @Nullable T result;

  PendingWrite(Function<Transaction, T> change) {
    this.change = change;
  }

  CompletableFuture<T> future() {
    return future;
  }

  /// Runs the change inside the batch. What it refuses is undone here; a failure of the database
  /// itself is the whole batch's.
  void apply(Handle handle) {
    handle.savepoint("change");
    Transaction attempt = new Transaction(handle);
    try {
      result = change.apply(attempt);
      transaction = attempt;
      handle.releaseSavepoint("change");
    } catch (RuntimeException refused) {
      if (isDatabaseDown(refused)) {
        throw refused;
      }
      handle.rollbackToSavepoint("change");
      future.completeExceptionally(refused);
    }
  }

  /// Called when the batch is on disk.
  @SuppressWarnings("NullAway") // a change may return null only if its T allows it
  void complete(EventLog events) {
    Transaction done = transaction;
    if (done == null) {
      return;
    }
    try {
      done.actions().forEach(Runnable::run);
      events.publish(done.changes());
    } catch (RuntimeException failure) {
      LOG.error("what follows a change failed; the change itself is on disk", failure);
    }
    future.complete(result);
  }

  void fail(RuntimeException failure) {
    future.completeExceptionally(failure);
  }

  private static boolean isDatabaseDown(RuntimeException failure) {
    if (failure instanceof ConnectionException) {
      return true;
    }
    if (!(failure instanceof JdbiException)) {
      return false;
    }
    String state =
        failure.getCause() instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
    // 22xxx, 23xxx: a value or a constraint, the change's own fault. The rest is the store's.
    return !state.startsWith("22") && !state.startsWith("23");
  }
}
