package hyperhive.privd.broker;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A list of texts in one column, as JSON.
final class TextList {
  private static final Gson GSON = new Gson();

  private TextList() {}

  static String write(List<String> texts) {
    return GSON.toJson(texts);
  }

  /// @throws IllegalStateException if the column does not hold such a list
  static List<String> read(@Nullable String column) {
    try {
      String[] texts = GSON.fromJson(Objects.requireNonNull(column), String[].class);
      return List.of(texts);
    } catch (JsonSyntaxException | NullPointerException damaged) {
      throw new IllegalStateException("not a list of texts", damaged);
    }
  }
}
