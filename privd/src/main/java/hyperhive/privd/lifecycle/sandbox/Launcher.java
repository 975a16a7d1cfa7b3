package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.sys.Command;
import hyperhive.privd.sys.ProcessIdentity;
import hyperhive.privd.sys.ProcessRunner;
import hyperhive.privd.sys.ProcessTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Starts bubblewrap through a constant script and waits until the container is closed off.
final class Launcher {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ProcessRunner runner;
  private final Path bubblewrap;
  private final Path script;

  /// @param directory root's own; the script is put there
  Launcher(ProcessRunner runner, Path bubblewrap, Path directory) throws IOException {
    this.runner = runner;
    this.bubblewrap = bubblewrap;
    this.script = directory.resolve("launch.sh");
    try (InputStream constant =
        Objects.requireNonNull(Launcher.class.getResourceAsStream("launch.sh"), "launch.sh")) {
      Files.write(script, constant.readAllBytes());
    }
  }

  /// @return the container's init, once the seccomp filter is on it: the last thing bubblewrap does
  ///     before it runs the command
  ProcessIdentity launch(LaunchPlan plan) throws IOException, ContainerException {
    OwnedDirectory.ofRoot(plan.directory(), 0700);
    Files.deleteIfExists(plan.status());
    Files.write(plan.filter(), SeccompFilter.program());
    Files.write(plan.argumentFile(), plan.arguments().bytes());
    long outputBefore = Files.exists(plan.output()) ? Files.size(plan.output()) : 0;
    Process outermost = runner.detach(new Command(argv(plan), Command.PLAIN_ENVIRONMENT));
    Optional<ProcessIdentity> init = awaitInit(plan, outermost);
    if (init.isEmpty()) {
      outermost.destroyForcibly();
      String said = OutputLog.since(plan.output(), outputBefore);
      throw new ContainerException("The container did not start. " + LaunchFailure.plain(said));
    }
    return init.get();
  }

  void requireProgram() throws ContainerException {
    if (!Files.isExecutable(bubblewrap)) {
      throw new ContainerException(
          "The program bwrap is not there; install the package bubblewrap of your distribution.");
    }
  }

  private List<String> argv(LaunchPlan plan) {
    List<String> argv = new ArrayList<>(List.of("/bin/sh", script.toString()));
    argv.add(Integer.toString(plan.uids().base()));
    argv.add(plan.output().toString());
    argv.add(plan.status().toString());
    argv.add(plan.filter().toString());
    argv.add(plan.argumentFile().toString());
    argv.add(bubblewrap.toString());
    argv.add(Integer.toString(plan.cgroups().size()));
    plan.cgroups().forEach(group -> argv.add(group.toString()));
    argv.addAll(plan.command());
    return argv;
  }

  private static Optional<ProcessIdentity> awaitInit(LaunchPlan plan, Process outermost)
      throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Long> pid = LaunchStatus.initPid(plan.status());
      if (pid.isPresent() && ProcessTable.isFiltered(pid.get())) {
        return ProcessIdentity.of(pid.get());
      }
      if (!outermost.isAlive()) {
        return Optional.empty();
      }
      pause();
    }
    return Optional.empty();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a container started", e);
    }
  }
}
