package hyperhive.privd.endpoint;

import io.grpc.Attributes;
import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.ProtocolNegotiationEvent;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/// Decides about a connection before a byte of HTTP/2 is parsed: the peer's uid must be admitted,
/// and there must be fewer connections than the cap. Anything else is closed without an answer.
///
/// grpc-netty has no public way to the peer's credentials (grpc-java issue 2646); this uses its
/// internal negotiator, which is why the version is pinned and the behaviour tested.
final class PeerCheck implements InternalProtocolNegotiator.ProtocolNegotiator {
  /// Uid of the peer, for whoever handles the call.
  static final Attributes.Key<Long> PEER_UID = Attributes.Key.create("hyperhive-peer-uid");

  private final InternalProtocolNegotiator.ProtocolNegotiator plaintext =
      InternalProtocolNegotiators.serverPlaintext();
  private final PeerRule rule;
  private final int mostConnections;
  private final AtomicInteger connections = new AtomicInteger();

  PeerCheck(PeerRule rule, int mostConnections) {
    this.rule = rule;
    this.mostConnections = mostConnections;
  }

  @Override
  public AsciiString scheme() {
    return plaintext.scheme();
  }

  @Override
  public ChannelHandler newHandler(GrpcHttp2ConnectionHandler handler) {
    return new Door(plaintext.newHandler(handler));
  }

  @Override
  public void close() {
    plaintext.close();
  }

  private final class Door extends ChannelInboundHandlerAdapter {
    private final ChannelHandler http2;

    Door(ChannelHandler http2) {
      this.http2 = http2;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws IOException {
      if (!(context.channel() instanceof EpollDomainSocketChannel channel)) {
        var _ = context.close();
        return;
      }
      PeerCredentials peer = channel.peerCredentials();
      // A Linux uid is unsigned; Java's int is not.
      long uid = Integer.toUnsignedLong(peer.uid());
      if (!rule.admits(uid)) {
        var _ = context.close();
        return;
      }
      if (connections.incrementAndGet() > mostConnections) {
        connections.decrementAndGet();
        var _ = context.close();
        return;
      }
      channel.closeFuture().addListener(closed -> connections.decrementAndGet());
      context.pipeline().replace(this, null, new Introduction(uid, http2));
    }
  }

  /// Adds the uid to the connection's attributes when the negotiation begins.
  private static final class Introduction extends ChannelInboundHandlerAdapter {
    private final long uid;
    private final ChannelHandler http2;

    Introduction(long uid, ChannelHandler http2) {
      this.uid = uid;
      this.http2 = http2;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      context.pipeline().addAfter(context.name(), null, http2);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      super.userEventTriggered(
          context,
          event instanceof ProtocolNegotiationEvent negotiation ? with(negotiation) : event);
    }

    private Object with(ProtocolNegotiationEvent event) {
      Attributes known = InternalProtocolNegotiationEvent.getAttributes(event);
      return InternalProtocolNegotiationEvent.withAttributes(
          event, known.toBuilder().set(PEER_UID, uid).build());
    }
  }
}
