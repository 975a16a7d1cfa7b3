package hyperhive.webd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// webd.toml. A key that nobody reads would be a setting that silently does nothing: it is refused.
final class ConfigFile {
  private static final Set<String> KEYS = Set.of("socket", "listen", "public_origin");

  private final Path path;
  private final TomlParseResult toml;

  private ConfigFile(Path path, TomlParseResult toml) {
    this.path = path;
    this.toml = toml;
  }

  static ConfigFile read(Path path) {
    TomlParseResult toml;
    try {
      toml = Toml.parse(path);
    } catch (IOException e) {
      throw new ConfigurationException(path + " cannot be read.");
    }
    if (toml.hasErrors()) {
      throw new ConfigurationException(path + ": " + toml.errors().getFirst());
    }
    for (String key : toml.keySet()) {
      if (!KEYS.contains(key)) {
        throw new ConfigurationException(path + ": there is no setting " + key + ".");
      }
    }
    return new ConfigFile(path, toml);
  }

  Optional<String> text(String key) {
    if (!toml.contains(key)) {
      return Optional.empty();
    }
    if (!toml.isString(key)) {
      throw new ConfigurationException(path + ": " + key + " must be a text in quotes.");
    }
    return Optional.ofNullable(toml.getString(key));
  }
}
