package hyperhive.privd.endpoint;

import hyperhive.privd.refusal.Refusal;
import hyperhive.wire.InvalidValueException;
import io.grpc.Status;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where a failure becomes a gRPC status. What is not a refusal is our own fault: it
/// is logged here in full and the caller learns only that it happened.
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  public static Status status(Throwable failure) {
    return switch (failure) {
      case Refusal refusal -> code(refusal.category()).withDescription(refusal.sentence());
      case InvalidValueException wrong ->
          Status.INVALID_ARGUMENT.withDescription(wrong.getMessage());
      case JdbiException store -> storeFailed(store);
      case UncheckedIOException file -> storeFailed(file);
      case IllegalStateException state when state.getCause() instanceof SQLException ->
          storeFailed(state);
      default -> {
        LOG.error("a request failed", failure);
        yield Status.INTERNAL.withDescription("privd could not do this; its log says why.");
      }
    };
  }

  private static Status storeFailed(Throwable failure) {
    LOG.error("what privd keeps cannot be reached", failure);
    return Status.UNAVAILABLE.withDescription("What privd keeps cannot be reached now; try again.");
  }

  private static Status code(Refusal.Category category) {
    return switch (category) {
      case INVALID -> Status.INVALID_ARGUMENT;
      case UNAUTHENTICATED -> Status.UNAUTHENTICATED;
      case NOT_ALLOWED -> Status.PERMISSION_DENIED;
      case NOT_FOUND -> Status.NOT_FOUND;
      case WRONG_STATE -> Status.FAILED_PRECONDITION;
      case OVER_LIMIT -> Status.RESOURCE_EXHAUSTED;
      case UNAVAILABLE -> Status.UNAVAILABLE;
    };
  }
}
