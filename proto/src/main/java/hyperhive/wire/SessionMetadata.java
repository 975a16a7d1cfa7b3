package hyperhive.wire;

import io.grpc.Metadata;

/// Where the operator's session travels in a call on operator.sock.
public final class SessionMetadata {
  public static final Metadata.Key<String> SESSION =
      Metadata.Key.of("hyperhive-session", Metadata.ASCII_STRING_MARSHALLER);

  private SessionMetadata() {}
}
