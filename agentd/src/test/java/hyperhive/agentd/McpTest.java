package hyperhive.agentd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.agent.v1.AskRequest;
import hyperhive.agent.v1.SendRequest;
import hyperhive.agentd.fake.AgentdProcess;
import hyperhive.agentd.fake.FakePrivdAgentSocket;
import io.grpc.Status;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("main-job")
class McpTest {
  @TempDir Path directory;
  FakePrivdAgentSocket privd;

  @BeforeEach
  void start() throws Exception {
    privd = FakePrivdAgentSocket.started(directory);
  }

  @AfterEach
  void stop() throws Exception {
    privd.close();
  }

  @Test
  void aClientListsAndCallsTheTools() {
    try (McpSyncClient client = client(privd)) {
      List<Tool> tools = client.listTools().tools();
      assertEquals(
          List.of(
              "send",
              "receive",
              "ask",
              "answer",
              "remind",
              "loose_ends",
              "cancel_loose_end",
              "whoami",
              "set_status"),
          tools.stream().map(Tool::name).toList());
      assertEquals(List.of("to", "body"), tools.getFirst().inputSchema().get("required"));

      CallToolResult asked =
          call(client, "ask", Map.of("to", "operator", "question", "go on?", "ttl_seconds", 60));
      assertFalse(asked.isError());
      assertEquals("{\"question_id\":17}", text(asked));
      AskRequest request = privd.agent().requests(AskRequest.class).getFirst();
      assertEquals(60, request.getTtlSeconds());
      privd.agent().introduce();
      assertEquals("{\"messages\":[]}", text(call(client, "receive", Map.of())));
    }
  }

  @Test
  void aRefusalIsAResultTheModelReads() {
    try (McpSyncClient client = client(privd)) {
      CallToolResult wrong = call(client, "send", Map.of("to", "bob"));
      assertTrue(wrong.isError());
      assertEquals("The argument `body` is missing: a string.", text(wrong));
      CallToolResult unknown = call(client, "whoami", Map.of("name", "operator"));
      assertTrue(unknown.isError());

      Status full = Status.RESOURCE_EXHAUSTED.withDescription("bob's inbox is full; wait.");
      privd.agent().failNext(SendRequest.class, full);
      CallToolResult refused = call(client, "send", Map.of("to", "bob", "body", "hi"));
      assertTrue(refused.isError());
      assertEquals("bob's inbox is full; wait.", text(refused));
    }
  }

  @Test
  void theManagerIsOfferedTheManagersTools() throws Exception {
    try (FakePrivdAgentSocket managers = FakePrivdAgentSocket.started(directory, true);
        McpSyncClient client = client(managers)) {
      assertEquals(15, client.listTools().tools().size());
      assertEquals(
          "{\"content\":\"log of alice\"}",
          text(call(client, "read_log", Map.of("name", "alice"))));
    }
  }

  @Test
  void withoutPrivdTheOrdinaryToolsAreOfferedAndSayWhatIsWrong() throws Exception {
    privd.stop();
    try (McpSyncClient client = client(privd)) {
      assertEquals(9, client.listTools().tools().size());
      privd.start();
      assertFalse(call(client, "whoami", Map.of()).isError());
    }
  }

  @Test
  void everyRequestBeforeTheEndOfInputIsAnsweredAndTheServerEnds() throws Exception {
    List<String> arguments = List.of("mcp", "--socket", privd.socket().toString());
    try (AgentdProcess agentd = AgentdProcess.start(directory, arguments)) {
      String requests =
          """
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
          "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
          {"jsonrpc":"2.0","method":"notifications/initialized"}
          {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"whoami","arguments":{}}}
          """;
      agentd.process().getOutputStream().write(requests.getBytes(StandardCharsets.UTF_8));
      AgentdProcess.Result result = agentd.result();
      assertEquals(0, result.code());
      assertEquals("", result.err());
      assertEquals(2, result.out().lines().count(), result.out());
      assertTrue(result.out().lines().allMatch(line -> line.startsWith("{\"jsonrpc\"")));
      assertTrue(result.out().contains("alice"));
    }
  }

  private static McpSyncClient client(FakePrivdAgentSocket privd) {
    ServerParameters parameters =
        ServerParameters.builder(AgentdProcess.script())
            .args("mcp", "--socket", privd.socket().toString())
            .addEnvVar("JAVA_HOME", System.getProperty("java.home"))
            .build();
    McpSyncClient client =
        McpClient.sync(new StdioClientTransport(parameters, McpJsonDefaults.getMapper()))
            .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(""))
            .initializationTimeout(Duration.ofSeconds(30))
            .requestTimeout(Duration.ofSeconds(30))
            .build();
    client.initialize();
    return client;
  }

  private static CallToolResult call(
      McpSyncClient client, String tool, Map<String, Object> arguments) {
    return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
  }

  private static String text(CallToolResult result) {
    return ((TextContent) result.content().getFirst()).text();
  }
}
