package hyperhive.e2e.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The script `hive` of this source tree, run from what this build has just made.
public final class HiveScript {
  private static final Path HOME = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private HiveScript() {}

  public static Path file() throws IOException {
    // The modules before this one are built; the script is not to start Maven within Maven.
    Path stamp = HOME.resolve("agentd/target/dist/.built");
    if (!Files.exists(stamp)) {
      Files.createFile(stamp);
    }
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now()));
    return HOME.resolve("hive");
  }

  /// Starts it in a process group of its own, with signals as a terminal leaves them: what runs in
  /// the background of another shell has SIGINT ignored.
  static Process start(Path output, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("setsid", "env", "--default-signal=INT,TERM,QUIT", file().toString()));
    command.addAll(arguments);
    return builder(command)
        .redirectErrorStream(true)
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(output.toFile())
        .start();
  }

  private static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  /// Runs one of its short commands.
  public static Ran run(List<String> arguments) throws IOException, InterruptedException {
    return run(List.of(), arguments);
  }

  /// @param before a program and its options, such as setpriv's, that the script is run by
  public static Ran run(List<String> before, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.add(file().toString());
    command.addAll(arguments);
    return Ran.program(PATIENCE, builder(command));
  }

  /// @param pid negative for a process group
  static void signal(String name, long pid) throws IOException, InterruptedException {
    Ran.program(PATIENCE, List.of("kill", "-s", name, "--", Long.toString(pid))).ok();
  }
}
