package hyperhive.webd.privd;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.SocketException;

/// The one place where a gRPC status becomes a category of failure.
final class StatusMapping {
  private StatusMapping() {}

  static PrivdException map(StatusRuntimeException exception) {
    Status status = exception.getStatus();
    Failure failure = failure(status, saidByPrivd(exception));
    boolean forOperator = failure != Failure.BROKEN && saidByPrivd(exception);
    String description = status.getDescription();
    String sentence = forOperator && description != null ? description : "";
    return new PrivdException(failure, sentence, exception);
  }

  private static Failure failure(Status status, boolean saidByPrivd) {
    return switch (status.getCode()) {
      case UNAUTHENTICATED -> Failure.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Failure.FORBIDDEN;
      case INVALID_ARGUMENT, OUT_OF_RANGE -> Failure.INVALID;
      case NOT_FOUND -> Failure.NOT_FOUND;
      case FAILED_PRECONDITION, ALREADY_EXISTS, ABORTED -> Failure.CONFLICT;
      case RESOURCE_EXHAUSTED -> Failure.TOO_MUCH;
      case UNAVAILABLE ->
          saidByPrivd || neverConnected(status) ? Failure.UNAVAILABLE : Failure.UNCERTAIN;
      case DEADLINE_EXCEEDED, CANCELLED -> Failure.UNCERTAIN;
      case OK, UNKNOWN, UNIMPLEMENTED, INTERNAL, DATA_LOSS -> Failure.BROKEN;
    };
  }

  // A status that came over the wire has that reply's headers; one made up here has none.
  private static boolean saidByPrivd(StatusRuntimeException exception) {
    Metadata trailers = exception.getTrailers();
    return trailers != null && !trailers.keys().isEmpty();
  }

  private static boolean neverConnected(Status status) {
    Throwable cause = status.getCause();
    return cause instanceof SocketException exception
        && exception.getMessage() != null
        && (exception.getMessage().contains("refused")
            || exception.getMessage().contains("No such file"));
  }
}
