package hyperhive.privd.store;

import hyperhive.privd.event.EventLog;
import hyperhive.privd.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that changes the database. It takes what is waiting as one batch, commits it,
/// syncs the file, and only then lets the callers go on: what they acknowledge survives `kill -9`
/// and loss of power, and a burst shares one sync.
///
/// A change that throws is undone alone, by its savepoint. If the batch cannot be committed or
/// synced (disk full, file locked) every caller in it gets UNAVAILABLE and nothing was changed.
public final class Writer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int QUEUE = 2_000;
  private static final int BATCH = 256;

  private final Jdbi jdbi;
  private final EventLog events;
  private final BlockingQueue<PendingWrite<?>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread;
  private @Nullable Handle handle;
  private volatile boolean closed;

  public Writer(Jdbi jdbi, EventLog events) {
    this.jdbi = jdbi;
    this.events = events;
    this.thread = Thread.ofPlatform().name("writer").daemon().start(this::run);
  }

  /// Carries out a change and returns when it is on disk.
  ///
  /// @throws Refusal what the change refused with, or UNAVAILABLE if it could not be stored
  public <T> T write(Function<Transaction, T> change) {
    PendingWrite<T> pending = new PendingWrite<>(change);
    enqueue(pending);
    try {
      return pending.future().get();
    } catch (ExecutionException failure) {
      throw asUnchecked(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("The request was cut off; look whether it took effect.");
    }
  }

  /// Like [#write] for a change that has no result.
  public void run(Consumer<Transaction> change) {
    write(
        transaction -> {
          change.accept(transaction);
          return true;
        });
  }

  /// Hands a change over without waiting for it; for bookkeeping whose loss does no harm.
  public void later(Consumer<Transaction> change) {
    boolean taken =
        queue.offer(
            new PendingWrite<>(
                transaction -> {
                  change.accept(transaction);
                  return true;
                }));
    if (!taken) {
      LOG.warn("the writer is too busy; a piece of bookkeeping was left out");
    }
  }

  private void enqueue(PendingWrite<?> pending) {
    if (closed || !queue.offer(pending)) {
      throw Refusal.unavailable("Too much is being written at the moment; try again in a second.");
    }
  }

  private static RuntimeException asUnchecked(@Nullable Throwable cause) {
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("a write failed", cause);
  }

  private void run() {
    List<PendingWrite<?>> batch = new ArrayList<>(BATCH);
    while (!closed) {
      batch.clear();
      try {
        batch.add(queue.take());
      } catch (InterruptedException stop) {
        break;
      }
      queue.drainTo(batch, BATCH - 1);
      commit(batch);
    }
    closeHandle();
    queue.forEach(left -> left.fail(Refusal.unavailable("privd is stopping.")));
  }

  // Anything a driver or a change throws must end in a caller's hands, not end this thread.
  @SuppressWarnings("CatchAndPrintStackTrace")
  private void commit(List<PendingWrite<?>> batch) {
    boolean committed = false;
    try {
      Handle connection = open();
      connection.begin();
      for (PendingWrite<?> write : batch) {
        write.apply(connection);
      }
      connection.commit();
      committed = true;
      connection.execute("CHECKPOINT SYNC");
    } catch (RuntimeException failure) {
      LOG.error("a batch of {} writes could not be stored", batch.size(), failure);
      closeHandle();
      if (batch.size() > 1 && !committed) {
        commitEach(batch);
      } else {
        Refusal refusal = unstored(committed);
        batch.forEach(write -> write.fail(refusal));
      }
      return;
    }
    batch.forEach(write -> write.complete(events));
  }

  /// One change that the database cannot carry out must not take the others of its batch with it:
  /// after a failure each is tried alone.
  private void commitEach(List<PendingWrite<?>> batch) {
    for (PendingWrite<?> write : batch) {
      if (!write.future().isDone()) {
        commit(List.of(write));
      }
    }
  }

  private static Refusal unstored(boolean committed) {
    return Refusal.unavailable(
        committed
            ? "It may not be safely on disk (disk full?). Look whether it took effect."
            : "It could not be stored (disk full, or the database is locked). Nothing was changed;"
                + " try again when there is room.");
  }

  private Handle open() {
    if (handle == null) {
      handle = jdbi.open();
    }
    return handle;
  }

  private void closeHandle() {
    Handle open = handle;
    handle = null;
    if (open != null) {
      try {
        open.close();
      } catch (RuntimeException alreadyBroken) {
        LOG.debug("closing a broken connection", alreadyBroken);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    // Not by an interrupt: it would close the database's file under a write. The queue being full
    // is
    // as good as a piece of work: the thread looks at `closed` after each batch.
    var _ = queue.offer(new PendingWrite<>(transaction -> true));
    try {
      thread.join(5_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
