package hyperhive.agentd;

import hyperhive.agentd.link.Privd;
import hyperhive.agentd.turn.Harness;
import hyperhive.agentd.turn.HarnessConfig;
import hyperhive.agentd.turn.TurnCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `agentd run`: the main process of a container.
@Command(name = "run", description = "Runs the agent's turns until told to stop.")
final class RunCommand implements Callable<Integer> {
  /// Less than what whoever stops a container waits before it kills.
  private static final Duration STOP = Duration.ofMillis(2500);

  @Mixin private SocketOptions socket = new SocketOptions();

  @Option(
      names = "--config",
      paramLabel = "PATH",
      defaultValue = "/config/agent.toml",
      description = "The agent's configuration (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("/config/agent.toml");

  @Option(
      names = "--directory",
      paramLabel = "PATH",
      defaultValue = "/state",
      description = "Where the command runs (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of("/state");

  @Option(
      names = "--turn-limit",
      hidden = true,
      defaultValue = "3600",
      description = "After how many seconds a turn is killed; for tests.")
  private int turnLimit = 3600;

  @Override
  public Integer call() throws IOException, InterruptedException {
    HarnessConfig harnessConfig;
    try {
      harnessConfig = HarnessConfig.read(config);
    } catch (HarnessConfig.ConfigException unusable) {
      System.err.println(unusable.getMessage());
      return ExitCodes.CONFIGURATION;
    }
    try (Privd privd = Privd.at(socket.socket)) {
      TurnCommand command =
          TurnCommand.adoptingOrphans(
              harnessConfig.command(), directory, Duration.ofSeconds(turnLimit));
      Harness harness = new Harness(privd, Main.version(), command);
      Thread loop = Thread.ofPlatform().name("turns").start(harness::run);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(loop), "stop"));
      loop.join();
    }
    // The loop ends by a stop, when this exit changes nothing, or by a fault it has logged.
    return ExitCodes.FAULT;
  }

  private static void stop(Thread loop) {
    loop.interrupt();
    try {
      loop.join(STOP);
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    }
  }
}
