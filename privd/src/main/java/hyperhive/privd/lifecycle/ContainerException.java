package hyperhive.privd.lifecycle;

import org.jspecify.annotations.Nullable;

/// A container could not be started, or isolation that was asked for cannot be had. The message is
/// for the operator: what failed and what to do, without host paths.
public final class ContainerException extends Exception {
  private static final long serialVersionUID = 1L;

  public ContainerException(String message) {
    super(message);
  }

  public ContainerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
