package hyperhive.privd.sys;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A program to run: an absolute path, its arguments as a list, and the few variables it may see.
/// There is no way to say a line for a shell.
public record Command(List<String> argv, Map<String, String> environment) {
  static final Set<String> ALLOWED_VARIABLES =
      Set.of(
          "PATH",
          "LANG",
          "HOME",
          "GIT_CONFIG_NOSYSTEM",
          "GIT_CONFIG_GLOBAL",
          "GIT_TERMINAL_PROMPT");

  /// Where the distributions, NixOS among them, keep their programs.
  public static final Map<String, String> PLAIN_ENVIRONMENT =
      Map.of(
          "PATH", "/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin",
          "LANG", "C.UTF-8");

  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    if (argv.isEmpty() || !argv.getFirst().startsWith("/")) {
      throw new IllegalArgumentException("a program is started by its absolute path");
    }
    if (argv.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("an argument holds NUL");
    }
    for (String name : environment.keySet()) {
      if (!ALLOWED_VARIABLES.contains(name)) {
        throw new IllegalArgumentException("not a variable to hand on: " + name);
      }
    }
  }

  public static Command of(String... argv) {
    return new Command(List.of(argv), PLAIN_ENVIRONMENT);
  }
}
