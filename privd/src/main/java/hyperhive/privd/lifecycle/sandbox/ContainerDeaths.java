package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.lifecycle.ContainerExit;
import hyperhive.privd.registry.RunningContainer;
import hyperhive.privd.sys.DeathWatch;
import hyperhive.privd.sys.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells who wants to know that a container ended, and how.
final class ContainerDeaths implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerDeaths.class);
  private static final int STATUS_ATTEMPTS = 50;

  private final SandboxLayout layout;
  private final DeathWatch watch;
  private final List<Consumer<ContainerExit>> listeners = new CopyOnWriteArrayList<>();

  private ContainerDeaths(SandboxLayout layout, DeathWatch watch) {
    this.layout = layout;
    this.watch = watch;
  }

  static ContainerDeaths open(SandboxLayout layout) throws IOException {
    return new ContainerDeaths(layout, DeathWatch.open());
  }

  void onExit(Consumer<ContainerExit> listener) {
    listeners.add(listener);
  }

  /// @return false if it is gone already
  boolean watch(RunningContainer container) throws IOException {
    ProcessIdentity init = new ProcessIdentity(container.initPid(), container.startTicks());
    return watch.watch(init, code -> ended(container, code));
  }

  private void ended(RunningContainer container, int exitCode) {
    if (exitCode == DeathWatch.UNKNOWN) {
      Thread.ofVirtual().start(() -> tell(container, exitCodeFromStatus(container)));
    } else {
      tell(container, exitCode);
    }
  }

  private void tell(RunningContainer container, int exitCode) {
    listeners.forEach(listener -> listener.accept(new ContainerExit(container, exitCode)));
  }

  /// On a kernel that does not tell, bubblewrap's last word does, a moment later.
  private int exitCodeFromStatus(RunningContainer container) {
    Path status = LaunchPlan.statusIn(layout.launch(container.agent().value()));
    try {
      for (int attempt = 0; attempt < STATUS_ATTEMPTS; attempt++) {
        if (!LaunchStatus.initPid(status).filter(pid -> pid == container.initPid()).isPresent()) {
          return DeathWatch.UNKNOWN; // the file is of another launch by now
        }
        if (LaunchStatus.exitCode(status).isPresent()) {
          return LaunchStatus.exitCode(status).getAsInt();
        }
        Thread.sleep(10);
      }
    } catch (IOException e) {
      LOG.warn("the exit code of {} cannot be read", container.agent(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return DeathWatch.UNKNOWN;
  }

  @Override
  public void close() {
    watch.close();
  }
}
