package hyperhive.privd.files;

import hyperhive.privd.sys.Exchange;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// An agent that exchanges two of its names as fast as it can.
final class RenameExchange {
  private RenameExchange() {}

  static Thread start(Path directory, String one, String other, AtomicBoolean stop) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (!stop.get()) {
                Exchange.names(directory, one, other);
              }
            });
  }
}
