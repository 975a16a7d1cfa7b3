package hyperhive.webd.privd;

/// A running subscription to what changes.
public interface Watch extends AutoCloseable {
  @Override
  void close();
}
