package hyperhive.privd.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// One table of a TOML file, read so that nothing in it goes unnoticed: each key is taken once with
/// its type and bounds, and what is left over at the end is an error.
final class StrictTable {
  private final String name;
  private final @Nullable TomlTable table;
  private final Set<String> taken = new TreeSet<>();

  StrictTable(String name, @Nullable TomlTable table) {
    this.name = name;
    this.table = table;
  }

  StrictTable table(String key) throws ConfigurationException {
    Object value = take(key);
    if (value != null && !(value instanceof TomlTable)) {
      throw wrong(key, "a table");
    }
    return new StrictTable(path(key), (TomlTable) value);
  }

  List<StrictTable> tables(String key) throws ConfigurationException {
    List<StrictTable> tables = new ArrayList<>();
    for (Object element : array(key)) {
      if (!(element instanceof TomlTable each)) {
        throw wrong(key, "a list of tables");
      }
      tables.add(new StrictTable(path(key), each));
    }
    return tables;
  }

  String string(String key, String fallback) throws ConfigurationException {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    if (!(value instanceof String text)) {
      throw wrong(key, "a text in quotes");
    }
    return text;
  }

  Path absolutePath(String key, Path fallback) throws ConfigurationException {
    String text = string(key, fallback.toString());
    if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
      throw wrong(key, "an absolute path");
    }
    return Path.of(text).normalize();
  }

  boolean bool(String key, boolean fallback) throws ConfigurationException {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    if (!(value instanceof Boolean flag)) {
      throw wrong(key, "true or false");
    }
    return flag;
  }

  int integer(String key, int fallback, int min, int max) throws ConfigurationException {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    if (!(value instanceof Long number) || number < min || number > max) {
      throw wrong(key, "a whole number from " + min + " to " + max);
    }
    return Math.toIntExact(number);
  }

  List<String> strings(String key, List<String> fallback) throws ConfigurationException {
    if (table == null || !table.contains(List.of(key))) {
      taken.add(key);
      return fallback;
    }
    List<String> texts = new ArrayList<>();
    for (Object element : array(key)) {
      if (!(element instanceof String text)) {
        throw wrong(key, "a list of texts in quotes");
      }
      texts.add(text);
    }
    return texts;
  }

  /// @throws ConfigurationException naming a key that nothing asked for
  void requireNothingElse() throws ConfigurationException {
    if (table == null) {
      return;
    }
    for (String key : table.keySet()) {
      if (!taken.contains(key)) {
        throw new ConfigurationException(
            "There is no key " + path(key) + at(key) + "; known here: " + taken + ".");
      }
    }
  }

  /// At most `most` characters.
  String shortText(String key, int most) throws ConfigurationException {
    String text = string(key, "");
    if (text.length() > most) {
      throw wrong(key, "at most " + most + " characters");
    }
    return text;
  }

  ConfigurationException wrong(String key, String wanted) {
    return new ConfigurationException(path(key) + at(key) + " must be " + wanted + ".");
  }

  private List<Object> array(String key) throws ConfigurationException {
    Object value = take(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof TomlArray array)) {
      throw wrong(key, "a list");
    }
    return array.toList();
  }

  private @Nullable Object take(String key) {
    taken.add(key);
    return table == null ? null : table.get(List.of(key));
  }

  private String path(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  private String at(String key) {
    TomlPosition position = table == null ? null : table.inputPositionOf(List.of(key));
    if (position == null && table != null && !table.isEmpty()) {
      // A key that is missing: where its table begins to say something.
      position = table.inputPositionOf(List.of(table.keySet().iterator().next()));
    }
    return position == null ? "" : " (line " + position.line() + ")";
  }
}
