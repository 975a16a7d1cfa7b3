package hyperhive.agentd.fake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The real agentd, started by its script.
public final class AgentdProcess implements AutoCloseable {
  /// How a run to the end ended.
  public record Result(int code, String out, String err) {}

  private final Process process;
  private final Path out;
  private final Path err;

  private AgentdProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  public static String script() {
    return Dist.script().toString();
  }

  public static AgentdProcess start(Path directory, List<String> arguments) throws IOException {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(script()), arguments.stream()).toList())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new AgentdProcess(builder.start(), out, err);
  }

  /// `agentd run` with a configuration that names this command, in `directory`.
  public static AgentdProcess run(Path directory, Path socket, String... command)
      throws IOException {
    return run(directory, socket, List.of(), command);
  }

  public static AgentdProcess run(
      Path directory, Path socket, List<String> options, String... command) throws IOException {
    String list = String.join(", ", Stream.of(command).map(word -> "'''" + word + "'''").toList());
    Path config = directory.resolve("agent.toml");
    Files.writeString(config, "[harness]\nkind = \"command\"\ncommand = [" + list + "]\n");
    List<String> fixed =
        List.of("run", "--socket", socket.toString(), "--config", config.toString());
    List<String> where = List.of("--directory", directory.toString());
    return start(directory, Stream.of(fixed, where, options).flatMap(List::stream).toList());
  }

  public static Result call(Path directory, Path socket, String... arguments)
      throws IOException, InterruptedException {
    List<String> fixed = List.of("call", "--socket", socket.toString());
    try (AgentdProcess process =
        start(directory, Stream.concat(fixed.stream(), Stream.of(arguments)).toList())) {
      return process.result();
    }
  }

  public Result result() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("agentd does not end");
    }
    return new Result(process.exitValue(), text(out), text(err));
  }

  public String err() throws IOException {
    return text(err);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  public Process process() {
    return process;
  }

  /// Anonymous memory, which nobody else shares.
  public long rssAnonKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    below.forEach(ProcessHandle::destroyForcibly);
  }
}
