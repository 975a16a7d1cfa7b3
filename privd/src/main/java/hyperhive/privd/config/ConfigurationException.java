package hyperhive.privd.config;

/// privd.toml cannot be used. The message names the key or the line; privd ends with a code that
/// is not restarted.
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }
}
