package hyperhive.privd;

import hyperhive.privd.broker.Questions;
import hyperhive.privd.broker.Reminders;
import hyperhive.privd.broker.Repeats;
import hyperhive.privd.store.Writer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the clock does: reminders that are due, questions over their time, results nobody will ask
/// for again.
final class Chores {
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

  private final Writer writer;
  private final Questions questions;
  private final Reminders reminders;
  private final Repeats repeats;

  Chores(Writer writer, Questions questions, Reminders reminders, Repeats repeats) {
    this.writer = writer;
    this.questions = questions;
    this.reminders = reminders;
    this.repeats = repeats;
  }

  void schedule(ScheduledExecutorService scheduler) {
    every(scheduler, 1, TimeUnit.SECONDS, this::deliverDue);
    every(scheduler, 1, TimeUnit.HOURS, () -> writer.run(repeats::forgetOld));
  }

  private void deliverDue() {
    if (reminders.anyDue()) {
      writer.run(reminders::deliverDue);
    }
    if (questions.anyDue()) {
      writer.run(questions::expire);
    }
  }

  /// A chore that fails is tried again at its next time; without the catch it would never be.
  static void every(
      ScheduledExecutorService scheduler, long period, TimeUnit unit, Runnable chore) {
    var _ =
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                chore.run();
              } catch (RuntimeException failure) {
                LOG.warn("a chore failed and is tried again", failure);
              }
            },
            period,
            period,
            unit);
  }
}
