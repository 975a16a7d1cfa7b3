package hyperhive.privd.endpoint.operator;

import hyperhive.operator.v1.PageContext;
import hyperhive.privd.approval.ApprovalLists;
import hyperhive.privd.broker.QuestionLists;
import hyperhive.privd.event.EventLog;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every page shows around its content.
final class PageFrame {
  private static final Logger LOG = LoggerFactory.getLogger(PageFrame.class);

  private final EventLog events;
  private final QuestionLists questions;
  private final ApprovalLists approvals;
  private final Clock clock;

  PageFrame(EventLog events, QuestionLists questions, ApprovalLists approvals, Clock clock) {
    this.events = events;
    this.questions = questions;
    this.approvals = approvals;
    this.clock = clock;
  }

  /// Called before the page's own queries: what changes meanwhile has a greater number and will be
  /// watched.
  PageContext context() {
    PageContext.Builder context =
        PageContext.newBuilder()
            .setSeq(events.seq())
            .setNowMs(clock.millis())
            .setOperator(CallRecord.current().actor().operator());
    try {
      context.setWaiting(questions.countForOperator() + approvals.countPending());
    } catch (RuntimeException failure) {
      LOG.error("what waits for the operator could not be counted", failure);
      context.setWaitingUnknown(true);
    }
    return context.build();
  }
}
