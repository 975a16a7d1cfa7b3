package hyperhive.e2e.kit;

import java.util.ArrayList;
import java.util.List;

/// A privd.toml for a test: which agents there are and what each runs once per turn.
public final class HiveConfig {
  private static final String LIMITS = "memory_mib = 512\ncpu_percent = 200\ntasks = 256\n";

  private final List<String> tables = new ArrayList<>();

  private HiveConfig() {}

  public static HiveConfig empty() {
    return new HiveConfig();
  }

  /// The manager and two agents, all of which do as they are told.
  public static HiveConfig puppets() {
    return empty()
        .manager("manager", Puppet.SCRIPT)
        .agent("alice", Puppet.SCRIPT)
        .agent("bob", Puppet.SCRIPT);
  }

  /// One more agent that does as it is told.
  public HiveConfig puppet(String name) {
    return agent(name, Puppet.SCRIPT);
  }

  /// @param script run by `/bin/sh` with the prompt on its standard input
  public HiveConfig manager(String name, String script) {
    return bootstrap("name = \"" + name + "\"\nmanager = true\n" + command(script));
  }

  public HiveConfig agent(String name, String script) {
    return bootstrap("name = \"" + name + "\"\n" + command(script));
  }

  public HiveConfig spawned(String script) {
    tables.add("[spawn]\n" + command(script));
    return this;
  }

  /// Any other text, for configurations that are wrong.
  public HiveConfig raw(String toml) {
    tables.add(toml);
    return this;
  }

  private HiveConfig bootstrap(String keys) {
    tables.add("[[bootstrap.agent]]\n" + keys);
    return this;
  }

  private static String command(String script) {
    if (script.contains("'''")) {
      throw new IllegalArgumentException("a script cannot hold three quotes");
    }
    return "command = [\"/bin/sh\", \"-c\", '''" + script + "''']\n";
  }

  String toml(int firstUidBlock) {
    return "[health]\nhello_seconds = 30\nalive_seconds = 1\n"
        + ("[sandbox]\nfirst_uid_block = " + firstUidBlock + "\n")
        + ("[limits]\n" + LIMITS)
        + String.join("\n", tables);
  }
}
