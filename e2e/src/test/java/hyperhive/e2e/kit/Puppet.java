package hyperhive.e2e.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// An agent whose turns run the shell scripts it gets as messages from the operator: what a test
/// does through it, a process of the agent does, inside its sandbox, filters and limits and all.
public final class Puppet {
  /// A job is a message `RUN <id> <script in hex>`; its output ends up in `/state/run/<id>.out`.
  static final String SCRIPT =
      """
      prompt=$(cat)
      mkdir -p /state/run
      printf '%s' "$prompt" | grep -o '"body":"RUN [a-z0-9]* [0-9a-f]*"' | while read -r _ id hex; do
        [ -e /state/run/$id.out ] && continue
        printf '%s' "${hex%?}" | perl -ne 'print pack(q(H*), $_)' > /tmp/job.sh
        sh /tmp/job.sh > /state/run/$id.tmp 2>&1 < /dev/null
        echo $? > /state/run/$id.code
        mv /state/run/$id.tmp /state/run/$id.out
      done
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final RunningHive hive;
  private final String name;

  Puppet(RunningHive hive, String name) {
    this.hive = hive;
    this.name = name;
  }

  /// Has the agent begin with a script, and does not wait for its end.
  ///
  /// @return what [#await] takes
  public String begin(String script) throws Exception {
    String id = "j" + COUNTER.incrementAndGet();
    String hex = HexFormat.of().formatHex(script.getBytes(StandardCharsets.UTF_8));
    hive.operator().send(name, "RUN " + id + " " + hex);
    return id;
  }

  public Ran await(String id) throws Exception {
    Path directory = hive.state(name).resolve("run");
    Path output = directory.resolve(id + ".out");
    return Wait.until(
        PATIENCE,
        () -> name + " never finished its job; its log:\n" + log(),
        () -> Files.exists(output) ? Optional.of(result(directory, id)) : Optional.empty());
  }

  public Ran run(String script) throws Exception {
    return await(begin(script));
  }

  /// Calls a tool of the hive.
  ///
  /// @param json the arguments; characters outside ASCII as `\\u` escapes or as they are
  public Ran call(String tool, String json) throws Exception {
    return run("agentd call " + tool + " - <<'HERE'\n" + json + "\nHERE\n");
  }

  private static Ran result(Path directory, String id) throws IOException {
    String code = Files.readString(directory.resolve(id + ".code")).strip();
    return new Ran(
        Integer.parseInt(code),
        new String(Files.readAllBytes(directory.resolve(id + ".out")), StandardCharsets.UTF_8));
  }

  private String log() {
    try {
      return hive.operator().get("/api/journal/" + name).body();
    } catch (IOException | InterruptedException unreadable) {
      return unreadable.toString();
    }
  }
}
