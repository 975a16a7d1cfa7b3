package hyperhive.agentd;

import com.google.gson.JsonObject;
import hyperhive.agentd.json.Json;
import hyperhive.agentd.link.Privd;
import hyperhive.agentd.tool.Hive;
import hyperhive.agentd.tool.Tool;
import hyperhive.agentd.tool.ToolOutcome;
import hyperhive.agentd.tool.Toolbox;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `agentd call`: one tool call, for shell scripts. The result is one line of JSON on standard
/// output; a refusal is a sentence on standard error.
@Command(
    name = "call",
    description = "Calls one tool of the hive.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done, the result is one line of JSON on standard output",
      "1:refused, the reason is one sentence on standard error",
      "2:wrong usage",
      "75:privd did not answer in time"
    })
final class CallCommand implements Callable<Integer> {
  private static final int MAX_INPUT_BYTES = 1 << 20;

  @Mixin private SocketOptions socket = new SocketOptions();

  @Option(names = "--list", description = "Lists the tools offered here, one line of JSON each.")
  private boolean list;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to try while privd is away (default: ${DEFAULT-VALUE}).")
  private int wait = 10;

  @Parameters(index = "0", arity = "0..1", paramLabel = "TOOL", description = "See --list.")
  private @Nullable String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "The arguments as a JSON object, or - to read it from standard input.")
  private String arguments = "{}";

  private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);

  @Override
  public Integer call() throws IOException {
    if (list == (name != null) || wait < 0) {
      return usage("Say either --list or the name of a tool, and --wait with no less than 0.");
    }
    try (Privd privd = Privd.at(socket.socket)) {
      Hive hive = new Hive(privd, Duration.ofSeconds(wait));
      return name == null ? list(hive) : call(name, hive);
    } finally {
      out.flush();
    }
  }

  private int list(Hive hive) {
    Toolbox.offered(hive).forEach(tool -> out.println(Json.oneLine(describe(tool))));
    return ExitCodes.OK;
  }

  private static JsonObject describe(Tool tool) {
    JsonObject json = new JsonObject();
    json.addProperty("name", tool.name());
    json.addProperty("description", tool.description());
    json.add("input_schema", tool.schema());
    return json;
  }

  private int call(String toolName, Hive hive) throws IOException {
    Optional<Tool> tool = Toolbox.find(toolName);
    if (tool.isEmpty()) {
      return usage("There is no tool of this name; `agentd call --list` shows them.");
    }
    Optional<JsonObject> values = Json.parseObject(input());
    if (values.isEmpty()) {
      return usage("The arguments must be one JSON object, such as {\"to\":\"operator\"}.");
    }
    return show(tool.get().call(values.get(), hive));
  }

  private String input() throws IOException {
    return arguments.equals("-")
        ? new String(System.in.readNBytes(MAX_INPUT_BYTES), StandardCharsets.UTF_8)
        : arguments;
  }

  private int show(ToolOutcome outcome) {
    return switch (outcome) {
      case ToolOutcome.Done done -> {
        out.println(Json.oneLine(done.result()));
        yield ExitCodes.OK;
      }
      case ToolOutcome.Refused refused -> fail(refused.sentence(), ExitCodes.REFUSED);
      case ToolOutcome.Unavailable away -> fail(away.sentence(), ExitCodes.UNAVAILABLE);
    };
  }

  private static int usage(String sentence) {
    return fail(sentence, ExitCodes.USAGE);
  }

  private static int fail(String sentence, int code) {
    System.err.println(sentence);
    return code;
  }
}
