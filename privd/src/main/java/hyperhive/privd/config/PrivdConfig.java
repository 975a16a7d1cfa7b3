package hyperhive.privd.config;

import hyperhive.privd.registry.UidBlock;
import hyperhive.wire.AgentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// privd.toml, checked. Every key is documented in `docs/privd.toml.example`.
///
/// @param webGroup the group, and `webUser` the user, that operator.sock lets in
/// @param managerName what the manager is called
/// @param bootstrap the first agents
/// @param spawned what an agent runs that was spawned without a configuration of its own
/// @param sessionLifetime how long a login lasts
public record PrivdConfig(
    Path stateDir,
    Path runtimeDir,
    String webUser,
    AgentName managerName,
    List<BootstrapAgent> bootstrap,
    DefaultHarness spawned,
    Duration sessionLifetime,
    Health health,
    Limits limits,
    Sandbox sandbox) {

  public PrivdConfig {
    bootstrap = List.copyOf(bootstrap);
  }

  /// The same with other places, where the command line names them.
  ///
  /// @throws ConfigurationException if one is not absolute
  public PrivdConfig with(
      Optional<Path> otherState, Optional<Path> otherRuntime, Optional<Path> otherAgentd)
      throws ConfigurationException {
    for (Optional<Path> path : List.of(otherState, otherRuntime, otherAgentd)) {
      if (path.isPresent() && !path.get().isAbsolute()) {
        throw new ConfigurationException("Not an absolute path: " + path.get());
      }
    }
    return new PrivdConfig(
        otherState.orElse(stateDir).normalize(),
        otherRuntime.orElse(runtimeDir).normalize(),
        webUser,
        managerName,
        bootstrap,
        spawned,
        sessionLifetime,
        health,
        limits,
        sandbox.withAgentd(otherAgentd.orElse(sandbox.agentdHome()).normalize()));
  }

  /// One `[[bootstrap.agent]]`.
  ///
  /// @param note shown beside the name; empty for none
  public record BootstrapAgent(AgentName name, boolean manager, List<String> command, String note) {
    public BootstrapAgent {
      command = List.copyOf(command);
    }
  }

  /// `[spawn]`: the command that is run once per turn, with the prompt on its standard input.
  public record DefaultHarness(List<String> command, String note) {
    public DefaultHarness {
      command = List.copyOf(command);
    }
  }

  /// `[health]`: a container counts as healthy when agentd said hello within `hello` and it still
  /// lives `alive` later.
  public record Health(Duration hello, Duration alive) {}

  /// `[sandbox]`.
  ///
  /// @param jdkHome the Java runtime that containers see
  /// @param agentdHome directory with agentd's `bin` and `lib`
  /// @param bubblewrap the bwrap binary
  /// @param allowUnlimited whether containers may run where limits cannot be had
  /// @param firstUidBase base of the first block of uids
  /// @param dns what resolv.conf in a container names
  public record Sandbox(
      Path jdkHome,
      Path agentdHome,
      Path bubblewrap,
      boolean allowUnlimited,
      int firstUidBase,
      List<String> dns) {
    public Sandbox {
      dns = List.copyOf(dns);
      new UidBlock(firstUidBase);
    }

    Sandbox withAgentd(Path other) {
      return new Sandbox(jdkHome, other, bubblewrap, allowUnlimited, firstUidBase, dns);
    }
  }
}
