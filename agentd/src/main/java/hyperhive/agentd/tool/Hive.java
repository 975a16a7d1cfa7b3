package hyperhive.agentd.tool;

import hyperhive.agent.v1.AgentGrpc.AgentBlockingStub;
import hyperhive.agent.v1.ManagerGrpc.ManagerBlockingStub;
import hyperhive.agentd.link.Backoff;
import hyperhive.agentd.link.Failure;
import hyperhive.agentd.link.Privd;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/// privd as the tools see it: a call is repeated while privd is away, for as long as the caller has
/// patience.
public final class Hive {
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private final Privd privd;
  private final Duration patience;

  public Hive(Privd privd, Duration patience) {
    this.privd = privd;
    this.patience = patience;
  }

  <T> T agent(Function<AgentBlockingStub, T> call) {
    return agent(Duration.ZERO, call);
  }

  /// @param longer how much longer than usual privd may take
  <T> T agent(Duration longer, Function<AgentBlockingStub, T> call) {
    return repeat(() -> call.apply(privd.agent(DEADLINE.plus(longer))));
  }

  <T> T manager(Function<ManagerBlockingStub, T> call) {
    return repeat(() -> call.apply(privd.manager(DEADLINE)));
  }

  private <T> T repeat(Supplier<T> call) {
    long start = System.nanoTime();
    Backoff backoff = Backoff.reconnecting();
    while (true) {
      try {
        return call.get();
      } catch (StatusRuntimeException failure) {
        Duration pause = backoff.next();
        Duration spent = Duration.ofNanos(System.nanoTime() - start).plus(pause);
        if (!Failure.isAbsence(failure) || spent.compareTo(patience) > 0) {
          throw failure;
        }
        sleep(pause);
        privd.reconnectNow();
      }
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Status.CANCELLED.withCause(stopped).asRuntimeException();
    }
  }
}
