package hyperhive.privd.endpoint;

import io.netty.channel.epoll.EpollEventLoopGroup;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The threads all server sockets share: one that accepts, two that read and write, and a virtual
/// thread for each call.
public final class EventLoops implements AutoCloseable {
  final EpollEventLoopGroup accepting = new EpollEventLoopGroup(1);
  final EpollEventLoopGroup serving = new EpollEventLoopGroup(2);
  final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public void close() {
    calls.shutdownNow();
    accepting.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
    serving.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
  }
}
