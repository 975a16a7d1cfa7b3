package hyperhive.privd.endpoint.operator;

import hyperhive.operator.v1.LoginState;
import hyperhive.operator.v1.OperatorGrpc;
import hyperhive.operator.v1.PingReply;
import hyperhive.operator.v1.PingRequest;
import hyperhive.privd.endpoint.Door;
import hyperhive.privd.endpoint.EventLoops;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The operator's socket when the database cannot be used: it says so to everybody, and nothing
/// else. Nobody can log in or set anything up, since who the operator is was lost with it.
public final class DegradedEndpoint {
  private DegradedEndpoint() {}

  public static Door open(
      EventLoops loops, Path runtimeDir, WebUser webUser, String problem, String version)
      throws IOException {
    return OperatorSocket.open(
        loops, runtimeDir, webUser, new OnlyPing(version), List.of(refusing(problem)));
  }

  private static ServerInterceptor refusing(String problem) {
    String ping = OperatorGrpc.getPingMethod().getFullMethodName();
    return new ServerInterceptor() {
      @Override
      public <Q, R> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (call.getMethodDescriptor().getFullMethodName().equals(ping)) {
          return next.startCall(call, headers);
        }
        call.close(Status.UNAVAILABLE.withDescription(problem), new Metadata());
        return new ServerCall.Listener<>() {};
      }
    };
  }

  private static final class OnlyPing extends OperatorGrpc.OperatorImplBase {
    private final String version;

    OnlyPing(String version) {
      this.version = version;
    }

    @Override
    public void ping(PingRequest request, StreamObserver<PingReply> reply) {
      reply.onNext(
          PingReply.newBuilder()
              .setVersion(version)
              .setLogin(LoginState.LOGIN_STATE_DEGRADED)
              .build());
      reply.onCompleted();
    }
  }
}
