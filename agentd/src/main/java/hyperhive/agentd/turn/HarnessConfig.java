package hyperhive.agentd.turn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;

/// What agent.toml says about the turn loop. privd has checked the file; here only `[harness]` is
/// read.
public record HarnessConfig(List<String> command) {
  public HarnessConfig {
    command = List.copyOf(command);
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw new ConfigException("harness.command must name a program.");
    }
  }

  /// A configuration with which no turn can run.
  public static final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigException(String sentence) {
      super(sentence);
    }
  }

  public static HarnessConfig read(Path file) {
    TomlParseResult toml = parse(file);
    if (toml.hasErrors()) {
      throw new ConfigException("agent.toml: " + toml.errors().getFirst().toString());
    }
    String kind = String.valueOf(toml.get("harness.kind"));
    if (!kind.equals("command")) {
      throw new ConfigException(
          "harness.kind is " + kind + "; only \"command\" can be run by this agentd.");
    }
    return new HarnessConfig(strings(toml.get("harness.command")));
  }

  private static TomlParseResult parse(Path file) {
    try {
      return Toml.parse(file);
    } catch (IOException unreadable) {
      throw new ConfigException("Cannot read " + file + ".");
    }
  }

  private static List<String> strings(@Nullable Object value) {
    if (!(value instanceof TomlArray array)) {
      throw new ConfigException("harness.command must be a list of strings.");
    }
    return array.toList().stream().map(HarnessConfig::string).toList();
  }

  private static String string(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new ConfigException("harness.command must be a list of strings.");
  }
}
