package hyperhive.privd.endpoint;

/// Which uids of the host a socket lets in, by what the kernel says of the peer.
@FunctionalInterface
public interface PeerRule {
  boolean admits(long uid);
}
