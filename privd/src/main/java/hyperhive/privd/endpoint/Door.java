package hyperhive.privd.endpoint;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One listening unix socket with its services.
public final class Door implements AutoCloseable {
  private static final int METADATA_BYTES = 8 * 1024;
  private static final int RST_FRAMES = 100;
  private static final int RST_WINDOW_SECONDS = 30;
  private static final int GRACE_SECONDS = 5;

  private final Server server;

  private Door(Server server) {
    this.server = server;
  }

  /// Binds the socket. What lies at the path is replaced: hold the instance lock first, or a second
  /// daemon steals a live socket.
  ///
  /// @param interceptors the first is the outermost
  public static Door open(
      EventLoops loops,
      Path socket,
      PeerRule rule,
      DoorLimits limits,
      List<? extends BindableService> services,
      List<? extends ServerInterceptor> interceptors)
      throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
                new DomainSocketAddress(socket.toString()),
                InternalNettyServerCredentials.create(new PeerCheck(rule, limits.connections())))
            .channelType(EpollServerDomainSocketChannel.class)
            .bossEventLoopGroup(loops.accepting)
            .workerEventLoopGroup(loops.serving)
            .executor(loops.calls)
            // A unix socket has no keep-alive; asking for it is a warning on each accept.
            .withChildOption(ChannelOption.SO_KEEPALIVE, null)
            .maxInboundMessageSize(limits.messageBytes())
            .maxInboundMetadataSize(METADATA_BYTES)
            .maxConcurrentCallsPerConnection(limits.callsPerConnection())
            .maxRstFramesPerWindow(RST_FRAMES, RST_WINDOW_SECONDS)
            .maxConnectionIdle(limits.idleSeconds(), TimeUnit.SECONDS)
            .maxConnectionAgeGrace(GRACE_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(false);
    // gRPC calls the interceptor that was added last first.
    interceptors.reversed().forEach(builder::intercept);
    services.forEach(builder::addService);
    return new Door(builder.build().start());
  }

  /// Full names of the services behind this socket.
  public List<String> services() {
    return server.getServices().stream()
        .map(service -> service.getServiceDescriptor().getName())
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
