package hyperhive.agentd.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;

/// JSON on one line, with every character that could pass for a line's end or hide text escaped.
public final class Json {
  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .serializeNulls()
          .setStrictness(Strictness.STRICT)
          .create();

  private Json() {}

  public static String oneLine(JsonElement value) {
    StringWriter text = new StringWriter();
    write(value, text);
    return text.toString();
  }

  /// Writes without holding the whole text: escaped, it can be six times as long as the bodies.
  public static void write(JsonElement value, Writer out) {
    GSON.toJson(value, new EscapingWriter(out));
  }

  /// The text's value if it is exactly one JSON object.
  public static Optional<JsonObject> parseObject(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement value = GSON.getAdapter(JsonElement.class).read(reader);
      boolean whole = reader.peek() == JsonToken.END_DOCUMENT;
      return whole && value.isJsonObject()
          ? Optional.of(value.getAsJsonObject())
          : Optional.empty();
    } catch (MalformedJsonException | JsonParseException | java.io.EOFException notJson) {
      return Optional.empty();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// For values of the MCP library: maps, lists, strings, numbers.
  public static JsonElement of(Object value) {
    return GSON.toJsonTree(value);
  }
}
