package hyperhive.agentd;

import hyperhive.agentd.link.Privd;
import hyperhive.agentd.mcp.ToolServer;
import hyperhive.agentd.tool.Hive;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `agentd mcp`: the hive's tools for whatever coding agent runs in the container.
@Command(
    name = "mcp",
    description = "Serves the hive's tools over MCP on standard input and output.")
final class McpCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private SocketOptions socket = new SocketOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintStream protocol = System.out;
    // Whatever a library prints must not end up between two protocol messages.
    System.setOut(System.err);
    try (Privd privd = Privd.at(socket.socket)) {
      new ToolServer(new Hive(privd, PATIENCE), Main.version()).serve(System.in, protocol);
    }
    return ExitCodes.OK;
  }
}
