package hyperhive.agentd;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// What every subcommand takes.
final class SocketOptions {
  @Option(
      names = "--socket",
      paramLabel = "PATH",
      defaultValue = "/run/hive/agent.sock",
      description = "The agent's socket to privd (default: ${DEFAULT-VALUE}).")
  Path socket = Path.of("/run/hive/agent.sock");
}
