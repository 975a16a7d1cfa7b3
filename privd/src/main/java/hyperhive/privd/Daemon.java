package hyperhive.privd;

import hyperhive.privd.audit.AuditLog;
import hyperhive.privd.config.ConfigurationException;
import hyperhive.privd.config.PrivdConfig;
import hyperhive.privd.endpoint.Door;
import hyperhive.privd.endpoint.EventLoops;
import hyperhive.privd.endpoint.operator.DegradedEndpoint;
import hyperhive.privd.endpoint.operator.RequestTable;
import hyperhive.privd.endpoint.operator.WebUser;
import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.store.Database;
import hyperhive.privd.store.DatabaseUnusableException;
import hyperhive.privd.sys.ErrnoException;
import hyperhive.privd.sys.InstanceLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One life of privd, from the lock to the signal that ends it.
final class Daemon {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  static final String VERSION = "0.1.0";

  private Daemon() {}

  static int run(PrivdConfig config, boolean endContainers)
      throws ConfigurationException, ContainerException, IOException, InterruptedException {
    RequestTable.checked();
    WebUser webUser = WebUser.find(config.webUser());
    Path directory = StateDirectory.prepare(config.stateDir());
    Optional<InstanceLock> state = lock(directory.resolve("lock"));
    Optional<InstanceLock> sockets = lock(RuntimeDirectory.lock(config.runtimeDir()));
    try {
      if (state.isEmpty() || sockets.isEmpty()) {
        System.err.println("privd: another privd runs with this state or runtime directory.");
        return ExitCode.ALREADY_RUNNING;
      }
      serve(config, webUser, directory, endContainers);
      return ExitCode.OK;
    } finally {
      sockets.ifPresent(InstanceLock::close);
      state.ifPresent(InstanceLock::close);
    }
  }

  private static void serve(
      PrivdConfig config, WebUser webUser, Path directory, boolean endContainers)
      throws ContainerException, IOException, InterruptedException {
    try {
      serve(config, webUser, directory, Database.open(directory), endContainers);
    } catch (DatabaseUnusableException unusable) {
      LOG.error("degraded", unusable);
      serveDegraded(config, webUser, String.valueOf(unusable.getMessage()));
    }
  }

  private static Optional<InstanceLock> lock(Path file) throws IOException {
    try {
      return InstanceLock.tryAcquire(file);
    } catch (ErrnoException failure) {
      throw new IOException("the instance lock cannot be taken", failure);
    }
  }

  private static void serve(
      PrivdConfig config, WebUser webUser, Path directory, Database database, boolean endContainers)
      throws ContainerException, IOException, InterruptedException {
    AuditLog audit = new AuditLog(directory.resolve(StateDirectory.AUDIT), Clock.systemUTC());
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    onSignal(stop, stopped);
    try (Core core = Core.start(config, webUser, directory, database, audit)) {
      ready();
      stop.await();
      core.prepareToStop(endContainers);
    } finally {
      try {
        database.close();
        audit.close();
      } finally {
        stopped.countDown();
      }
    }
  }

  private static void serveDegraded(PrivdConfig config, WebUser webUser, String problem)
      throws IOException, InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    onSignal(stop, stopped);
    try (EventLoops loops = new EventLoops();
        Door door = DegradedEndpoint.open(loops, config.runtimeDir(), webUser, problem, VERSION)) {
      LOG.warn("serving {} only to say that the database is unusable", door.services());
      ready();
      stop.await();
    } finally {
      stopped.countDown();
    }
  }

  /// What `./hive up` waits for.
  private static void ready() {
    System.out.println("privd ready");
    System.out.flush();
  }

  private static void onSignal(CountDownLatch stop, CountDownLatch stopped) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  try {
                    stopped.await();
                  } catch (InterruptedException cut) {
                    Thread.currentThread().interrupt();
                  }
                },
                "stop"));
  }
}
