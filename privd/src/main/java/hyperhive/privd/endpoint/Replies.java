package hyperhive.privd.endpoint;

import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/// Answers a unary call with what a piece of work gives, or with its refusal.
public final class Replies {
  private Replies() {}

  // Whatever goes wrong must end in an answer: a call without one would wait for its deadline.
  @SuppressWarnings("CatchingUnchecked")
  public static <R> void answer(StreamObserver<R> observer, Supplier<R> work) {
    R reply;
    try {
      reply = work.get();
    } catch (RuntimeException failure) {
      observer.onError(Failures.status(failure).asRuntimeException());
      return;
    }
    observer.onNext(reply);
    observer.onCompleted();
  }

  /// Answers with `reply` once `work` is done.
  public static <R> void answer(StreamObserver<R> observer, Runnable work, R reply) {
    answer(
        observer,
        () -> {
          work.run();
          return reply;
        });
  }
}
