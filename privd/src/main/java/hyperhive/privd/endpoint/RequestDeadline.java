package hyperhive.privd.endpoint;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// A caller that sends headers and then nothing would hold a call for ever and its connection would
/// never count as idle: the request must be complete within ten seconds.
public final class RequestDeadline implements ServerInterceptor {
  private static final long SECONDS = 10;

  private final ScheduledExecutorService scheduler;

  public RequestDeadline(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    ScheduledFuture<?> timer =
        scheduler.schedule(
            () ->
                call.close(
                    Status.DEADLINE_EXCEEDED.withDescription("The request did not arrive in time."),
                    new Metadata()),
            SECONDS,
            TimeUnit.SECONDS);
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onHalfClose() {
        timer.cancel(false);
        super.onHalfClose();
      }

      @Override
      public void onComplete() {
        timer.cancel(false);
        super.onComplete();
      }

      @Override
      public void onCancel() {
        timer.cancel(false);
        super.onCancel();
      }
    };
  }
}
