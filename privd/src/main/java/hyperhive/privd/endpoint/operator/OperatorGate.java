package hyperhive.privd.endpoint.operator;

import com.google.protobuf.Message;
import hyperhive.privd.audit.AuditLog;
import hyperhive.privd.auth.Actor;
import hyperhive.privd.auth.Right;
import hyperhive.privd.auth.Sessions;
import hyperhive.privd.endpoint.Failures;
import hyperhive.privd.refusal.Refusal;
import hyperhive.wire.SessionMetadata;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every operator call passes here before its method runs: a free place in its lane, a session that
/// is good now, the right its row asks for. On the way out the audit log gets its line before the
/// caller gets the answer.
final class OperatorGate implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorGate.class);

  private final RequestTable table;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Lanes lanes = new Lanes();

  OperatorGate(RequestTable table, Sessions sessions, AuditLog audit) {
    this.table = table;
    this.sessions = sessions;
    this.audit = audit;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    RequestRow row = table.row(call.getMethodDescriptor().getFullMethodName());
    if (!lanes.enter(row.lane())) {
      call.close(
          Status.RESOURCE_EXHAUSTED.withDescription("Too many requests at once; try again."),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    CallRecord record;
    try {
      record = new CallRecord(actor(row, headers));
    } catch (Refusal refusal) {
      lanes.leave(row.lane());
      return refuse(call, row, headers, refusal);
    }
    Recorded<Q, R> recorded = new Recorded<>(call, row, record);
    Context context = Context.current().withValue(CallRecord.CURRENT, record);
    return recorded.listening(Contexts.interceptCall(context, recorded, headers, next));
  }

  @SuppressWarnings("NullAway") // a row of right none has no actor, and its methods ask for none
  private Actor actor(RequestRow row, Metadata headers) {
    String token = headers.get(SessionMetadata.SESSION);
    if (row.right() == Right.NONE) {
      return null;
    }
    if (token == null) {
      throw Refusal.unauthenticated("Log in first.");
    }
    return sessions.require(token, row.right());
  }

  /// Whoever lacks the right is recorded. A session that merely ended is not: anybody could fill
  /// the log with it.
  private <Q, R> ServerCall.Listener<Q> refuse(
      ServerCall<Q, R> call, RequestRow row, Metadata headers, Refusal refusal) {
    if (refusal.category() == Refusal.Category.NOT_ALLOWED) {
      String who =
          Optional.ofNullable(headers.get(SessionMetadata.SESSION))
              .flatMap(sessions::find)
              .map(Actor::operator)
              .orElse("webd");
      append(who, row, "", "permission_denied", 0);
    }
    call.close(Failures.status(refusal), new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private boolean append(String actor, RequestRow row, String target, String outcome, long micros) {
    String action = row.method().substring(row.method().lastIndexOf('/') + 1);
    try {
      audit.append(actor, action, target, outcome, micros);
      return true;
    } catch (IOException failure) {
      LOG.error("the audit log cannot be written", failure);
      return false;
    }
  }

  /// The call, with its line in the audit log and its place in the lane.
  private final class Recorded<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final RequestRow row;
    private final CallRecord record;
    private final long began = System.nanoTime();
    private final AtomicBoolean left = new AtomicBoolean();

    Recorded(ServerCall<Q, R> call, RequestRow row, CallRecord record) {
      super(call);
      this.row = row;
      this.record = record;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      super.close(recorded(status), trailers);
      leave();
    }

    private Status recorded(Status status) {
      boolean wanted =
          row.audited() == RequestRow.Audited.ALWAYS
              || status.getCode() == Status.Code.PERMISSION_DENIED;
      if (!wanted) {
        return status;
      }
      String outcome = status.getCode().name().toLowerCase(Locale.ROOT);
      long micros = (System.nanoTime() - began) / 1_000;
      return append(record.auditActor(), row, record.target(), outcome, micros)
          ? status
          : Status.UNAVAILABLE.withDescription(
              "It could not be recorded in the audit log (disk full?), and may have taken effect:"
                  + " look before you repeat it.");
    }

    private void leave() {
      if (left.compareAndSet(false, true)) {
        lanes.leave(row.lane());
      }
    }

    ServerCall.Listener<Q> listening(ServerCall.Listener<Q> listener) {
      return new SimpleForwardingServerCallListener<>(listener) {
        @Override
        public void onMessage(Q message) {
          record.setTarget(row.target().apply((Message) message));
          super.onMessage(message);
        }

        @Override
        public void onCancel() {
          leave();
          super.onCancel();
        }

        // Also a call that something outside of the gate ended, such as its deadline.
        @Override
        public void onComplete() {
          leave();
          super.onComplete();
        }
      };
    }
  }
}
