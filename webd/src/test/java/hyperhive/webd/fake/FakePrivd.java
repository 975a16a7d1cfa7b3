package hyperhive.webd.fake;

import hyperhive.wire.SessionMetadata;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// privd's side of operator.sock: a real gRPC server on a real unix socket, with what is behind it
/// kept in memory. It counts the calls and can be told to fail them.
public final class FakePrivd implements AutoCloseable {
  private static final Set<String> OPEN = Set.of("Ping", "Setup", "Login");

  private final Path socket;
  private final FakeHive hive;
  private final FakeOperator operator;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Status> failures = new ConcurrentHashMap<>();
  private final Set<String> hanging = ConcurrentHashMap.newKeySet();
  private final EventLoopGroup loops = new EpollEventLoopGroup(1);
  private @Nullable Server server;

  public FakePrivd(Path socket) {
    this.socket = socket;
    this.hive = new FakeHive();
    this.operator = new FakeOperator(hive);
    start();
  }

  public FakeHive hive() {
    return hive;
  }

  public Path socket() {
    return socket;
  }

  /// The names of all methods that were called, in order.
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public void forgetCalls() {
    calls.clear();
  }

  /// Lets every call of the method fail.
  public void fail(String method, Status status) {
    failures.put(method, status);
  }

  /// Lets every call of the method stay without an answer.
  public void hang(String method) {
    hanging.add(method);
  }

  public void heal() {
    failures.clear();
    hanging.clear();
  }

  /// Starts, after a stop on the same socket with the same state.
  public void start() {
    try {
      Files.deleteIfExists(socket);
      server =
          NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
              .channelType(EpollServerDomainSocketChannel.class)
              .withChildOption(ChannelOption.SO_KEEPALIVE, null)
              .bossEventLoopGroup(loops)
              .workerEventLoopGroup(loops)
              .intercept(new Gate())
              .addService(operator)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stops like a killed process: connections break, state stays.
  public void stop() {
    Server running = server;
    if (running == null) {
      return;
    }
    operator.dropWatchers();
    running.shutdownNow();
    try {
      running.awaitTermination(5, TimeUnit.SECONDS);
      Files.deleteIfExists(socket);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = null;
  }

  /// Ends all sessions, as privd does within seconds of a revocation.
  public void endSessions() {
    hive.endSessions();
    operator.endWatchers(Status.UNAUTHENTICATED.withDescription("The session has ended."));
  }

  public int watchers() {
    return operator.watchers();
  }

  @Override
  public void close() {
    stop();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private final class Gate implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      String method = call.getMethodDescriptor().getBareMethodName();
      calls.add(method);
      Status failure = failures.get(method);
      String session = headers.get(SessionMetadata.SESSION);
      if (failure == null && !OPEN.contains(method) && !hive.hasSession(session)) {
        failure = Status.UNAUTHENTICATED.withDescription("Log in first.");
      }
      if (failure != null) {
        call.close(failure, new Metadata());
        return new ServerCall.Listener<>() {};
      }
      if (hanging.contains(method)) {
        return new ServerCall.Listener<>() {};
      }
      return next.startCall(call, headers);
    }
  }
}
