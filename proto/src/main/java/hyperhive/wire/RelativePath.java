package hyperhive.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A path below a directory that the other side has pinned: components joined by single slashes.
///
/// Only the canonical spelling is accepted. The kernel would resolve `a/../b`, `./b` and `a//b`
/// without complaint, and two spellings of one file make every later check harder to read.
/// Bounds are the kernel's: 255 bytes a component (NAME_MAX), 4 095 bytes in all (PATH_MAX - 1).
/// The text must survive UTF-8, so an unpaired surrogate is refused.
public record RelativePath(String value) {
  public static final int MAX_BYTES = 4095;
  public static final int MAX_COMPONENT_BYTES = 255;
  public static final int MAX_COMPONENTS = 64;

  public RelativePath {
    if (value.isEmpty()) {
      throw new InvalidValueException("A path must not be empty.");
    }
    if (value.indexOf('\0') >= 0) {
      throw new InvalidValueException("A path must not contain NUL.");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new InvalidValueException("A path must be valid Unicode text.");
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new InvalidValueException("A path is at most 4095 bytes long.");
    }
    List<String> components = List.of(value.split("/", -1));
    if (components.size() > MAX_COMPONENTS) {
      throw new InvalidValueException("A path has at most 64 components.");
    }
    for (String component : components) {
      requireComponent(component);
    }
  }

  public static RelativePath parse(String value) {
    return new RelativePath(value);
  }

  public List<String> components() {
    return List.of(value.split("/"));
  }

  private static void requireComponent(String component) {
    if (component.isEmpty() || component.equals(".") || component.equals("..")) {
      throw new InvalidValueException(
          "A path is relative, without '.', '..', empty components or a slash at the end.");
    }
    if (component.getBytes(StandardCharsets.UTF_8).length > MAX_COMPONENT_BYTES) {
      throw new InvalidValueException("A component of a path is at most 255 bytes long.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
