package hyperhive.agentd.tool;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.List;

/// What a parameter may hold: its part of the JSON schema, and the check of a value against it.
sealed interface Kind {
  JsonObject schema();

  boolean admits(JsonElement value);

  /// Ends the sentence "`x` must be …".
  String wanted();

  record Text() implements Kind {
    @Override
    public JsonObject schema() {
      return typed("string");
    }

    @Override
    public boolean admits(JsonElement value) {
      return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    @Override
    public String wanted() {
      return "a string";
    }
  }

  record Choice(List<String> values) implements Kind {
    @Override
    public JsonObject schema() {
      JsonObject schema = typed("string");
      JsonArray choices = new JsonArray();
      values.forEach(choices::add);
      schema.add("enum", choices);
      return schema;
    }

    @Override
    public boolean admits(JsonElement value) {
      return new Text().admits(value) && values.contains(value.getAsString());
    }

    @Override
    public String wanted() {
      return "one of " + String.join(", ", values);
    }
  }

  record Whole(long min, long max) implements Kind {
    @Override
    public JsonObject schema() {
      JsonObject schema = typed("integer");
      schema.addProperty("minimum", min);
      if (max != Long.MAX_VALUE) {
        schema.addProperty("maximum", max);
      }
      return schema;
    }

    @Override
    public boolean admits(JsonElement value) {
      if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
        return false;
      }
      try {
        long number = new BigDecimal(value.getAsString()).longValueExact();
        return number >= min && number <= max;
      } catch (ArithmeticException | NumberFormatException notWhole) {
        return false;
      }
    }

    @Override
    public String wanted() {
      return max == Long.MAX_VALUE
          ? "a whole number from " + min
          : "a whole number from " + min + " to " + max;
    }
  }

  record Flag() implements Kind {
    @Override
    public JsonObject schema() {
      return typed("boolean");
    }

    @Override
    public boolean admits(JsonElement value) {
      return value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
    }

    @Override
    public String wanted() {
      return "true or false";
    }
  }

  record Texts() implements Kind {
    @Override
    public JsonObject schema() {
      JsonObject schema = typed("array");
      schema.add("items", typed("string"));
      return schema;
    }

    @Override
    public boolean admits(JsonElement value) {
      return value.isJsonArray()
          && value.getAsJsonArray().asList().stream().allMatch(new Text()::admits);
    }

    @Override
    public String wanted() {
      return "a list of strings";
    }
  }

  record TextOrTexts() implements Kind {
    @Override
    public JsonObject schema() {
      JsonObject schema = new JsonObject();
      JsonArray alternatives = new JsonArray();
      alternatives.add(new Text().schema());
      alternatives.add(new Texts().schema());
      schema.add("anyOf", alternatives);
      return schema;
    }

    @Override
    public boolean admits(JsonElement value) {
      return new Text().admits(value) || new Texts().admits(value);
    }

    @Override
    public String wanted() {
      return "a string or a list of strings";
    }
  }

  private static JsonObject typed(String type) {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", type);
    return schema;
  }
}
