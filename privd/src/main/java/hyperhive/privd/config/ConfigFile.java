package hyperhive.privd.config;

import hyperhive.privd.config.PrivdConfig.BootstrapAgent;
import hyperhive.privd.config.PrivdConfig.DefaultHarness;
import hyperhive.privd.config.PrivdConfig.Health;
import hyperhive.privd.config.PrivdConfig.Sandbox;
import hyperhive.privd.registry.UidBlock;
import hyperhive.wire.AgentName;
import hyperhive.wire.InvalidValueException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// Reads privd.toml. An unknown key, a wrong type or a value out of bounds is an error that names
/// the key and its line.
public final class ConfigFile {
  /// What the registry keeps of it.
  private static final int MOST_NOTE = 200;

  private ConfigFile() {}

  /// @param file empty: every key has its default
  public static PrivdConfig read(Optional<Path> file) throws ConfigurationException {
    if (file.isEmpty()) {
      return parse("");
    }
    try {
      return parse(java.nio.file.Files.readString(file.get()));
    } catch (IOException failure) {
      throw new ConfigurationException("The configuration file cannot be read: " + file.get());
    }
  }

  static PrivdConfig parse(String text) throws ConfigurationException {
    TomlParseResult parsed = Toml.parse(text);
    if (parsed.hasErrors()) {
      throw new ConfigurationException("privd.toml: " + parsed.errors().getFirst());
    }
    StrictTable top = new StrictTable("", parsed);
    AgentName manager = name(top, "manager", "manager");
    PrivdConfig config =
        new PrivdConfig(
            top.absolutePath("state_dir", Path.of("/var/lib/hyperhive")),
            top.absolutePath("runtime_dir", Path.of("/run/hyperhive")),
            top.string("web_user", "hyperhive-web"),
            manager,
            bootstrap(top, manager),
            spawned(top.table("spawn")),
            session(top.table("login")),
            health(top.table("health")),
            limits(top.table("limits")),
            sandbox(top.table("sandbox"), top.table("network")));
    top.requireNothingElse();
    return config;
  }

  private static AgentName name(StrictTable table, String key, String fallback)
      throws ConfigurationException {
    try {
      return AgentName.parse(table.string(key, fallback));
    } catch (InvalidValueException wrong) {
      throw table.wrong(key, "an agent's name: " + wrong.getMessage());
    }
  }

  private static List<BootstrapAgent> bootstrap(StrictTable top, AgentName manager)
      throws ConfigurationException {
    StrictTable section = top.table("bootstrap");
    List<BootstrapAgent> agents = new ArrayList<>();
    Set<AgentName> names = new HashSet<>();
    for (StrictTable table : section.tables("agent")) {
      BootstrapAgent agent = agent(table);
      if (!names.add(agent.name())) {
        throw table.wrong("name", "a name that no other agent has");
      }
      if (agent.manager() != agent.name().equals(manager)) {
        throw table.wrong(
            "manager", "true for the agent called " + manager + " and for no other one");
      }
      agents.add(agent);
    }
    section.requireNothingElse();
    return agents;
  }

  private static BootstrapAgent agent(StrictTable table) throws ConfigurationException {
    BootstrapAgent agent =
        new BootstrapAgent(
            name(table, "name", ""),
            table.bool("manager", false),
            command(table, List.of()),
            table.shortText("note", MOST_NOTE));
    table.requireNothingElse();
    return agent;
  }

  private static List<String> command(StrictTable table, List<String> fallback)
      throws ConfigurationException {
    List<String> command = table.strings("command", fallback);
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw table.wrong("command", "a program and its arguments");
    }
    return command;
  }

  private static DefaultHarness spawned(StrictTable table) throws ConfigurationException {
    DefaultHarness harness =
        new DefaultHarness(
            command(table, List.of("/bin/sh", "-c", "cat")), table.shortText("note", MOST_NOTE));
    table.requireNothingElse();
    return harness;
  }

  private static Duration session(StrictTable table) throws ConfigurationException {
    Duration lifetime = Duration.ofHours(table.integer("session_hours", 7 * 24, 1, 90 * 24));
    table.requireNothingElse();
    return lifetime;
  }

  private static Health health(StrictTable table) throws ConfigurationException {
    Health health =
        new Health(
            Duration.ofSeconds(table.integer("hello_seconds", 30, 1, 600)),
            Duration.ofSeconds(table.integer("alive_seconds", 10, 0, 600)));
    table.requireNothingElse();
    return health;
  }

  private static Limits limits(StrictTable table) throws ConfigurationException {
    long mebibytes = table.integer("memory_mib", 2048, 64, 1 << 20);
    Limits limits =
        new Limits(
            mebibytes << 20,
            table.integer("cpu_percent", 50, 1, 10_000),
            table.integer("tasks", 512, 32, 100_000));
    table.requireNothingElse();
    return limits;
  }

  private static Sandbox sandbox(StrictTable table, StrictTable network)
      throws ConfigurationException {
    int block = table.integer("first_uid_block", 0, 0, 16_000);
    Sandbox sandbox =
        new Sandbox(
            table.absolutePath("jdk", Path.of(System.getProperty("java.home"))),
            table.absolutePath("agentd", Path.of("/usr/lib/hyperhive/agentd")),
            table.absolutePath("bubblewrap", Path.of("/usr/bin/bwrap")),
            table.bool("allow_unlimited", false),
            UidBlock.FIRST_BASE + block * UidBlock.SIZE,
            network.strings("dns", List.of()));
    table.requireNothingElse();
    network.requireNothingElse();
    return sandbox;
  }
}
