package hyperhive.privd.endpoint.agent;

import io.github.bucket4j.Bucket;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;

/// How often one agent may ask anything at all.
final class RateLimit implements ServerInterceptor {
  private static final int PER_SECOND = 100;
  private static final int BURST = 400;

  private final Bucket bucket =
      Bucket.builder()
          .addLimit(limit -> limit.capacity(BURST).refillGreedy(PER_SECOND, Duration.ofSeconds(1)))
          .build();

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (bucket.tryConsume(1)) {
      return next.startCall(call, headers);
    }
    call.close(
        Status.RESOURCE_EXHAUSTED.withDescription(
            "Too many requests; wait a few seconds before the next one."),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
