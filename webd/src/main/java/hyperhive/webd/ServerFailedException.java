package hyperhive.webd;

/// The server could not be started, though the configuration is right as far as it can be told.
final class ServerFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerFailedException(String message) {
    super(message);
  }
}
