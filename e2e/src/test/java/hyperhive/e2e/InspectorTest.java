package hyperhive.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonStreamParser;
import hyperhive.e2e.kit.HiveConfig;
import hyperhive.e2e.kit.Ran;
import hyperhive.e2e.kit.RunningHive;
import hyperhive.e2e.kit.WithSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An MCP client nobody here wrote, talking to `agentd mcp` inside a container.
@WithSandbox
@Tag("needs-npm")
final class InspectorTest {
  private static final String PACKAGE = "@modelcontextprotocol/inspector@2.12.0";
  private static final Duration INSTALLING = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> EVERYBODYS =
      Set.of(
          "send",
          "receive",
          "ask",
          "answer",
          "remind",
          "loose_ends",
          "cancel_loose_end",
          "whoami",
          "set_status");
  private static final Set<String> MANAGERS =
      Set.of("request_spawn", "list_agents", "start", "stop", "restart", "read_log");

  private static RunningHive hive;
  private static Path program;
  @TempDir private static Path directory;

  @BeforeAll
  static void begin() throws Exception {
    program = install();
    hive = RunningHive.start(HiveConfig.puppets());
    hive.operator().awaitAgent("alice", "running");
    hive.operator().awaitAgent("manager", "running");
  }

  @AfterAll
  static void end() throws IOException {
    hive.close();
  }

  /// Once per build directory.
  private static Path install() throws IOException, InterruptedException {
    Path home = Path.of("target", "inspector").toAbsolutePath();
    Path inspector = home.resolve("node_modules/.bin/mcp-inspector");
    if (!Files.exists(inspector)) {
      Files.createDirectories(home);
      List<String> command = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund"));
      command.addAll(List.of("--ignore-scripts", "--prefix", home + "", PACKAGE));
      Ran.program(INSTALLING, command).ok();
    }
    return inspector;
  }

  @Test
  void itListsAnAgentsTools() throws Exception {
    assertEquals(new TreeSet<>(EVERYBODYS), tools("alice"));
  }

  @Test
  void itListsTheManagersToolsToTheManagerOnly() throws Exception {
    Set<String> expected = new TreeSet<>(EVERYBODYS);
    expected.addAll(MANAGERS);
    assertEquals(expected, tools("manager"));
  }

  @Test
  void itCallsTools() throws Exception {
    assertTrue(text(call("alice", "whoami")).contains("\"name\":\"alice\""));
    String sent = text(call("alice", "send", "to=operator", "body=through the inspector"));
    assertTrue(sent.contains("message_id"), sent);
    assertTrue(hive.operator().get("/messages").body().contains("through the inspector"));
    String asked = text(call("alice", "ask", "to=operator", "question=Do you see me?"));
    assertTrue(asked.contains("question_id"), asked);
    String open = text(call("alice", "loose_ends"));
    assertTrue(open.contains("Do you see me?"), open);
  }

  @Test
  void aRefusalIsAToolErrorWithASentence() throws Exception {
    JsonObject result = call("alice", "send", "to=nobody", "body=hello");
    assertTrue(result.get("isError").getAsBoolean(), result.toString());
    assertFalse(text(result).contains("Exception"), text(result));
  }

  private static Set<String> tools(String agent) throws Exception {
    Set<String> names = new TreeSet<>();
    JsonObject listed = inspect(agent, "tools/list");
    assertTrue(listed.has("tools"), listed.toString());
    for (JsonElement tool : listed.getAsJsonArray("tools")) {
      names.add(tool.getAsJsonObject().get("name").getAsString());
    }
    return names;
  }

  private static JsonObject call(String agent, String tool, String... arguments) throws Exception {
    List<String> options = new ArrayList<>(List.of("--tool-name", tool));
    for (String argument : arguments) {
      options.addAll(List.of("--tool-arg", argument));
    }
    return inspect(agent, "tools/call", options.toArray(String[]::new));
  }

  private static String text(JsonObject result) {
    return result.getAsJsonArray("content").get(0).getAsJsonObject().get("text").getAsString();
  }

  private static JsonObject inspect(String agent, String method, String... options)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(program + "", "--cli", server(agent) + ""));
    command.addAll(List.of("--method", method));
    command.addAll(List.of(options));
    Ran ran = Ran.program(PATIENCE, command);
    int begin = ran.output().indexOf("{");
    assertTrue(begin >= 0, "no result: " + ran);
    // After a tool's error there is a second object, which says so again.
    return new JsonStreamParser(ran.output().substring(begin)).next().getAsJsonObject();
  }

  /// A program of the host that becomes `agentd mcp` within the container. Only a test goes in by
  /// this way; the hive never runs anything in a container after its start.
  private static Path server(String agent) throws IOException {
    Path script = directory.resolve(agent + ".sh");
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec env -i PATH=/usr/bin:/bin HOME=/root JAVA_HOME=/opt/hyperhive/jdk \
          nsenter --target %d --user --mount --pid --net --ipc --uts --cgroup --setuid 0 --setgid 0 \
          --wdns=/state /opt/hyperhive/agentd/bin/agentd mcp
        """
            .formatted(hive.initPid(agent)));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }
}
