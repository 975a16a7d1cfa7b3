package hyperhive.webd.privd;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;

/// After failed attempts gRPC waits up to two minutes before it connects again and fails every
/// call meanwhile, also when privd has long been back. A local socket costs nothing to try.
final class Connection {
  private static final int ATTEMPTS = 20;
  private static final long PAUSE_MILLIS = 10;

  private final ManagedChannel channel;

  Connection(ManagedChannel channel) {
    this.channel = channel;
  }

  ManagedChannel channel() {
    return channel;
  }

  /// Returns when there is a connection, or after a moment without one.
  void wake() {
    if (channel.getState(true) != ConnectivityState.TRANSIENT_FAILURE) {
      return;
    }
    channel.resetConnectBackoff();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (channel.getState(true) == ConnectivityState.READY || !pause()) {
        return;
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
