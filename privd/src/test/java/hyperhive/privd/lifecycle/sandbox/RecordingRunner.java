package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.sys.Command;
import hyperhive.privd.sys.HostProcessRunner;
import hyperhive.privd.sys.ProcessRunner;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Sees every process that is started, and starts it.
final class RecordingRunner implements ProcessRunner {
  final List<Command> started = new CopyOnWriteArrayList<>();
  private final ProcessRunner host = new HostProcessRunner();

  @Override
  public Finished run(Command command, Duration limit, int maxOutput) throws IOException {
    started.add(command);
    return host.run(command, limit, maxOutput);
  }

  @Override
  public Process detach(Command command) throws IOException {
    started.add(command);
    return host.detach(command);
  }
}
