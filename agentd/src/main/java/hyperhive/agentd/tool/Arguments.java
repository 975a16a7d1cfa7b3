package hyperhive.agentd.tool;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// The arguments of one call, checked against the tool's parameters: a handler reads them without
/// checking again.
final class Arguments {
  private final JsonObject values;

  private Arguments(JsonObject values) {
    this.values = values;
  }

  static Arguments check(List<Parameter> parameters, JsonObject values) throws RefusedException {
    for (String name : values.keySet()) {
      if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
        throw new RefusedException(unknown(name, parameters));
      }
    }
    for (Parameter parameter : parameters) {
      check(parameter, values.get(parameter.name()));
    }
    return new Arguments(values);
  }

  private static void check(
      Parameter parameter, @org.jspecify.annotations.Nullable JsonElement value)
      throws RefusedException {
    boolean absent = value == null || value.isJsonNull();
    if (absent && parameter.required()) {
      throw new RefusedException(
          "The argument `" + parameter.name() + "` is missing: " + parameter.kind().wanted() + ".");
    }
    if (value != null && !value.isJsonNull() && !parameter.kind().admits(value)) {
      throw new RefusedException(
          "The argument `" + parameter.name() + "` must be " + parameter.kind().wanted() + ".");
    }
  }

  private static String unknown(String name, List<Parameter> parameters) {
    String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
    if (parameters.isEmpty()) {
      return "There is no argument `" + shown + "`: this tool takes none.";
    }
    List<String> names = parameters.stream().map(Parameter::name).toList();
    return "There is no argument `" + shown + "`; there is " + String.join(", ", names) + ".";
  }

  boolean has(String name) {
    return values.has(name) && !values.get(name).isJsonNull();
  }

  String text(String name) {
    return values.get(name).getAsString();
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  long whole(String name) {
    return new BigDecimal(values.get(name).getAsString()).longValueExact();
  }

  long whole(String name, long otherwise) {
    return has(name) ? whole(name) : otherwise;
  }

  boolean flag(String name) {
    return has(name) && values.get(name).getAsBoolean();
  }

  /// A list, or one string as a list of one; empty if absent.
  List<String> texts(String name) {
    if (!has(name)) {
      return List.of();
    }
    JsonElement value = values.get(name);
    return value.isJsonArray()
        ? value.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList()
        : List.of(value.getAsString());
  }
}
