package hyperhive.webd.page;

import hyperhive.wire.InvalidValueException;
import io.helidon.common.parameters.Parameters;
import java.util.List;
import java.util.Optional;

/// The fields of a posted form.
public record FormData(Parameters fields) {
  public static final FormData EMPTY = new FormData(Parameters.empty("form"));

  /// The one value of a field, empty if the form lacks it.
  public String text(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new InvalidValueException("A field of the form was sent more than once.");
    }
    return values.isEmpty() ? "" : values.getFirst();
  }

  /// As typed, with the line ends that the operator typed and not those that forms travel with.
  public String prose(String name) {
    return text(name).replace("\r\n", "\n");
  }

  public List<String> all(String name) {
    return fields.all(name, List::of);
  }

  /// Where to go afterwards, if the form says so and it is on this site.
  public Optional<LocalPath> back() {
    return LocalPath.parse(text("back"));
  }
}
