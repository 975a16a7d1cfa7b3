package hyperhive.wire;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import org.newsclub.net.unix.AFSocketFactory;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/// A gRPC channel over a unix socket. It connects on the first call and again by itself after
/// privd was restarted.
///
/// Nothing is sent twice: retries are off, so that a request privd may have carried out is never
/// repeated behind the caller's back.
public final class SocketChannel {
  private SocketChannel() {}

  /// @param maxInboundBytes the largest reply accepted
  public static ManagedChannel open(Path socket, int maxInboundBytes) throws IOException {
    // Names do not resolve in a sandbox: the target is an address that is never dialled, because
    // the factory ignores it.
    return OkHttpChannelBuilder.forAddress("127.0.0.1", 1, InsecureChannelCredentials.create())
        .socketFactory(new AFSocketFactory.FixedAddressSocketFactory(address(socket)))
        .overrideAuthority("privd")
        .maxInboundMessageSize(maxInboundBytes)
        .disableRetry()
        .build();
  }

  private static AFUNIXSocketAddress address(Path socket) throws SocketException {
    return AFUNIXSocketAddress.of(socket);
  }
}
