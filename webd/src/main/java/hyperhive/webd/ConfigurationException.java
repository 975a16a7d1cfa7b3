package hyperhive.webd;

/// The configuration is wrong; the message says what to change. Starting again does not help.
final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String message) {
    super(message);
  }
}
