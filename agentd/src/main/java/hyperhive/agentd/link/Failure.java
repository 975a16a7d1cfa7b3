package hyperhive.agentd.link;

import io.grpc.StatusRuntimeException;

/// What a failed call means for the caller.
public enum Failure {
  /// privd is away or overburdened: the same request again may succeed.
  PASSING,
  /// privd does not know this instance of the turn loop, because privd is a new one.
  NOT_INTRODUCED,
  /// privd may have a fault; a few more attempts do no harm.
  FAULT,
  /// The same request would be refused again.
  FINAL;

  public static Failure of(StatusRuntimeException failure) {
    return switch (failure.getStatus().getCode()) {
      // A server that is shut down cancels what it was doing.
      case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, CANCELLED -> PASSING;
      case FAILED_PRECONDITION -> NOT_INTRODUCED;
      case INTERNAL, UNKNOWN, DATA_LOSS -> FAULT;
      case OK,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          UNAUTHENTICATED ->
          FINAL;
    };
  }

  /// Whether privd did not answer at all, as far as the caller can tell.
  public static boolean isAbsence(StatusRuntimeException failure) {
    return switch (failure.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> true;
      case OK,
          UNKNOWN,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS,
          UNAUTHENTICATED ->
          false;
    };
  }
}
