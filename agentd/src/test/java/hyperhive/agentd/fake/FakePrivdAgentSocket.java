package hyperhive.agentd.fake;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real gRPC server on a unix socket with a hive of one agent behind it. What it was asked and
/// what waits for delivery outlives `stop` and `start`, as in privd; leases do not.
public final class FakePrivdAgentSocket implements AutoCloseable {
  private final Path socket;
  private final FakeAgentService agent;
  private final boolean manager;
  private final EpollEventLoopGroup loops = new EpollEventLoopGroup(1);
  private @Nullable Server server;

  private FakePrivdAgentSocket(Path socket, boolean manager) {
    this.socket = socket;
    this.manager = manager;
    this.agent = new FakeAgentService(manager);
  }

  public static FakePrivdAgentSocket started(Path directory) throws IOException {
    return started(directory, false);
  }

  public static FakePrivdAgentSocket started(Path directory, boolean manager) throws IOException {
    FakePrivdAgentSocket fake = new FakePrivdAgentSocket(directory.resolve("agent.sock"), manager);
    fake.start();
    return fake;
  }

  public void start() throws IOException {
    Files.deleteIfExists(socket);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .channelType(EpollServerDomainSocketChannel.class)
            .withChildOption(io.netty.channel.ChannelOption.SO_KEEPALIVE, null)
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .addService(agent);
    if (manager) {
      builder.addService(new FakeManagerService());
    }
    server = builder.build().start();
  }

  /// As kill -9 of privd: open calls break, leases are forgotten.
  public void stop() throws InterruptedException {
    Server running = server;
    if (running != null) {
      running.shutdownNow();
      running.awaitTermination(5, TimeUnit.SECONDS);
    }
    agent.forgetLeases();
  }

  public Path socket() {
    return socket;
  }

  public FakeAgentService agent() {
    return agent;
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
