package hyperhive.agentd;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program inside each agent's container.
@Command(
    name = "agentd",
    description = "The container side of the hive.",
    mixinStandardHelpOptions = true,
    subcommands = {RunCommand.class, McpCommand.class, CallCommand.class})
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }
}
