package hyperhive.privd.endpoint;

/// What one server socket takes at most.
///
/// @param messageBytes one gRPC message
/// @param idleSeconds a connection without a call is closed after this
public record DoorLimits(
    int connections, int callsPerConnection, int messageBytes, int idleSeconds) {
  /// webd: one connection, all pages and their streams over it.
  public static final DoorLimits OPERATOR = new DoorLimits(16, 1_000, 1 << 20, 300);

  /// An agent: its turn loop, and what runs in its turn. A connection that never speaks is gone ten
  /// seconds after it counts as idle.
  public static final DoorLimits AGENT = new DoorLimits(16, 8, 1 << 20, 3);
}
