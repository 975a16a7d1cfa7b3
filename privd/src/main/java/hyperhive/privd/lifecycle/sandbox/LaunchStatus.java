package hyperhive.privd.lifecycle.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What bubblewrap writes about a container: first its init, in the end its exit code.
final class LaunchStatus {
  private static final Pattern INIT = Pattern.compile("\"child-pid\": *(\\d{1,10})");
  private static final Pattern EXIT = Pattern.compile("\"exit-code\": *(\\d{1,3})");

  private LaunchStatus() {}

  static Optional<Long> initPid(Path file) throws IOException {
    return find(file, INIT).map(Long::parseLong);
  }

  static OptionalInt exitCode(Path file) throws IOException {
    return find(file, EXIT).map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static Optional<String> find(Path file, Pattern pattern) throws IOException {
    try {
      Matcher matcher = pattern.matcher(Files.readString(file));
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
