package hyperhive.agentd.link;

import hyperhive.agent.v1.AgentGrpc;
import hyperhive.agent.v1.AgentGrpc.AgentBlockingStub;
import hyperhive.agent.v1.ManagerGrpc;
import hyperhive.agent.v1.ManagerGrpc.ManagerBlockingStub;
import hyperhive.wire.SocketChannel;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The agent's own socket to privd. Every call has a deadline, so that a privd that hangs is
/// noticed like one that is gone.
public final class Privd implements AutoCloseable {
  /// A full Receive is 100 messages of 64 KiB.
  private static final int MAX_REPLY_BYTES = 8 << 20;

  private final ManagedChannel channel;

  private Privd(ManagedChannel channel) {
    this.channel = channel;
  }

  /// Connects on the first call, not here: privd need not be there yet.
  public static Privd at(Path socket) throws IOException {
    return new Privd(SocketChannel.open(socket, MAX_REPLY_BYTES));
  }

  public AgentBlockingStub agent(Duration deadline) {
    return AgentGrpc.newBlockingStub(channel)
        .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  public ManagerBlockingStub manager(Duration deadline) {
    return ManagerGrpc.newBlockingStub(channel)
        .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// gRPC's own pause between connection attempts grows to two minutes; ours is shorter.
  public void reconnectNow() {
    channel.resetConnectBackoff();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
