package hyperhive.privd;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.SocketFactory;
import org.newsclub.net.unix.AFSocketFactory;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/// A gRPC channel as `hyperhive.wire.SocketChannel` makes it, connected by a uid of one's choice.
public final class ChannelAs {
  private ChannelAs() {}

  public static ManagedChannel open(long uid, Path socket) throws IOException {
    return open(uid, uid, socket);
  }

  public static ManagedChannel open(long uid, long gid, Path socket) throws IOException {
    return OkHttpChannelBuilder.forAddress("127.0.0.1", 1, InsecureChannelCredentials.create())
        .socketFactory(new Factory(uid, gid, AFUNIXSocketAddress.of(socket)))
        .overrideAuthority("privd")
        .maxInboundMessageSize(64 << 20)
        .disableRetry()
        .build();
  }

  private static final class Factory extends SocketFactory {
    private final long uid;
    private final long gid;
    private final SocketFactory fixed;

    Factory(long uid, long gid, AFUNIXSocketAddress address) {
      this.uid = uid;
      this.gid = gid;
      this.fixed = new AFSocketFactory.FixedAddressSocketFactory(address);
    }

    @Override
    public Socket createSocket() throws IOException {
      throw new IOException("only connected ones");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return OtherUser.as(uid, gid, () -> fixed.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return OtherUser.as(uid, gid, () -> fixed.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return createSocket(host, port);
    }
  }
}
