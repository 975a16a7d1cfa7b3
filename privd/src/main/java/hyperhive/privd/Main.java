package hyperhive.privd;

import hyperhive.privd.audit.AuditLog;
import hyperhive.privd.config.ConfigFile;
import hyperhive.privd.config.ConfigurationException;
import hyperhive.privd.config.PrivdConfig;
import hyperhive.privd.lifecycle.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// privd's command line.
@Command(
    name = "privd",
    mixinStandardHelpOptions = true,
    description = "The root side of Hyperhive: containers, broker, approvals, audit.")
public final class Main {
  /// Held, because the JDK forgets the level of a logger that nobody holds.
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  @Option(
      names = "--config",
      description = "privd.toml; every key has a default.",
      scope = CommandLine.ScopeType.INHERIT)
  private @Nullable Path configFile;

  @Option(
      names = "--state-dir",
      description = "In place of the configuration's state_dir.",
      scope = CommandLine.ScopeType.INHERIT)
  private @Nullable Path stateDir;

  @Option(
      names = "--runtime-dir",
      description = "In place of the configuration's runtime_dir.",
      scope = CommandLine.ScopeType.INHERIT)
  private @Nullable Path runtimeDir;

  @Option(
      names = "--agentd",
      description = "In place of the configuration's sandbox.agentd.",
      scope = CommandLine.ScopeType.INHERIT)
  private @Nullable Path agentd;

  private Main() {}

  public static void main(String[] args) {
    // gRPC logs through java.util.logging, and tells of things nobody here can act on.
    GRPC.setLevel(Level.WARNING);
    System.exit(new CommandLine(new Main()).execute(args));
  }

  private PrivdConfig config() throws ConfigurationException {
    return ConfigFile.read(Optional.ofNullable(configFile))
        .with(
            Optional.ofNullable(stateDir),
            Optional.ofNullable(runtimeDir),
            Optional.ofNullable(agentd));
  }

  /// Runs until it is told to stop.
  @Command(name = "run", description = "Runs the daemon.")
  int run(
      @Option(
              names = "--end-containers",
              description = "End all containers when told to stop, instead of leaving them be.")
          boolean endContainers)
      throws InterruptedException, IOException {
    try {
      return Daemon.run(config(), endContainers);
    } catch (ConfigurationException | ContainerException wrong) {
      System.err.println("privd: " + wrong.getMessage());
      return ExitCode.CONFIGURATION;
    }
  }

  /// Root lost the password: asks the daemon, or the next one, for a new setup token.
  @Command(name = "reset-login", description = "Asks for a new setup token.")
  int resetLogin() throws IOException {
    try {
      ResetRequest.inDirectory(StateDirectory.privd(config().stateDir())).ask();
      return ExitCode.OK;
    } catch (ConfigurationException wrong) {
      System.err.println("privd: " + wrong.getMessage());
      return ExitCode.CONFIGURATION;
    }
  }

  @Command(name = "verify-audit", description = "Checks the chain of the audit log.")
  int verifyAudit() throws IOException {
    Path file;
    try {
      file = StateDirectory.privd(config().stateDir()).resolve(StateDirectory.AUDIT);
    } catch (ConfigurationException wrong) {
      System.err.println("privd: " + wrong.getMessage());
      return ExitCode.CONFIGURATION;
    }
    if (!Files.exists(file)) {
      System.err.println("privd: there is no audit log yet.");
      return 1;
    }
    List<Long> broken = AuditLog.verify(file);
    broken.forEach(line -> System.out.println("line " + line + " is damaged or out of order"));
    System.out.println(broken.isEmpty() ? "the chain is whole" : "the chain is broken");
    return broken.isEmpty() ? 0 : 1;
  }
}
