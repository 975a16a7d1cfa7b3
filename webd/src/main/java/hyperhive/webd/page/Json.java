package hyperhive.webd.page;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;

/// JSON with the names of the wire: `busy_since_ms`. Characters that could end a script element
/// are escaped, which is Gson's default.
final class Json {
  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .registerTypeAdapter(
              HostileText.class,
              (JsonSerializer<HostileText>) (text, type, context) -> new JsonPrimitive(text.raw()))
          .registerTypeAdapter(
              Moment.class,
              (JsonSerializer<Moment>) (moment, type, context) -> new JsonPrimitive(moment.ms()))
          .create();

  private Json() {}

  static String of(Object value) {
    return GSON.toJson(value);
  }
}
