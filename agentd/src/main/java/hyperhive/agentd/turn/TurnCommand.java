package hyperhive.agentd.turn;

import hyperhive.agent.v1.TurnEnded;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the configured command once per turn and leaves nothing of it behind.
public final class TurnCommand {
  private static final Logger LOG = LoggerFactory.getLogger(TurnCommand.class);
  private static final long REAP_SECONDS = 1;
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final List<String> command;
  private final Path directory;
  private final Duration limit;
  private final ProcessTree tree;

  private TurnCommand(List<String> command, Path directory, Duration limit, ProcessTree tree) {
    this.command = List.copyOf(command);
    this.directory = directory;
    this.limit = limit;
    this.tree = tree;
  }

  /// @param directory where the command runs
  /// @param limit how long a turn may take
  public static TurnCommand adoptingOrphans(List<String> command, Path directory, Duration limit) {
    return new TurnCommand(command, directory, limit, ProcessTree.adopting());
  }

  TurnEnded run(String turnId, Prompt prompt, Consumer<String> output) throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("HIVE_TURN_ID", turnId);
    try {
      return attend(builder.start(), prompt, output);
    } catch (IOException notStarted) {
      LOG.warn("the command cannot be started", notStarted);
      return Endings.notStarted(command.getFirst(), notStarted);
    }
  }

  private TurnEnded attend(Process process, Prompt prompt, Consumer<String> output)
      throws InterruptedException {
    daemon("prompt", () -> feed(process, prompt));
    Thread reader = daemon("lines", () -> new LineReader(output).readAll(process.getInputStream()));
    boolean inTime;
    try {
      inTime = await(process);
    } finally {
      tree.killAll(process.toHandle());
    }
    // Nobody holds the pipe any more, so the reader meets its end.
    reader.join(DRAIN);
    return inTime ? Endings.exited(process.waitFor()) : Endings.timedOut(limit);
  }

  private boolean await(Process process) throws InterruptedException {
    long start = System.nanoTime();
    while (!process.waitFor(REAP_SECONDS, TimeUnit.SECONDS)) {
      tree.reapOrphans(process.toHandle());
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
    }
    return true;
  }

  private static void feed(Process process, Prompt prompt) {
    try (Writer out = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
      prompt.write(out);
    } catch (IOException | UncheckedIOException | com.google.gson.JsonIOException unread) {
      // A command need not read its prompt.
      LOG.debug("the prompt was not read to its end", unread);
    }
  }

  private static Thread daemon(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).start(work);
  }
}
