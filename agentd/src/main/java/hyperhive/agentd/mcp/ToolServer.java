package hyperhive.agentd.mcp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import hyperhive.agentd.json.Json;
import hyperhive.agentd.tool.Hive;
import hyperhive.agentd.tool.Tool;
import hyperhive.agentd.tool.ToolOutcome;
import hyperhive.agentd.tool.Toolbox;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// Serves one MCP client until its end of the pipe closes. A refusal is a result with `isError`, so
/// that the model reads the sentence; a protocol error would be the client's to swallow.
public final class ToolServer {
  private final Hive hive;
  private final String version;
  private final McpJsonMapper mapper = McpJsonDefaults.getMapper();

  public ToolServer(Hive hive, String version) {
    this.hive = hive;
    this.version = version;
  }

  public void serve(InputStream in, OutputStream out) throws InterruptedException {
    CallsInFlight calls = new CallsInFlight();
    EndNotingStream requests = new EndNotingStream(in, calls);
    List<SyncToolSpecification> tools =
        Toolbox.offered(hive).stream().map(tool -> specification(tool, calls)).toList();
    McpSyncServer server =
        McpServer.sync(new StdioServerTransportProvider(mapper, requests, out))
            .jsonMapper(mapper)
            // The tools check their arguments themselves, in sentences.
            .validateToolInputs(false)
            .jsonSchemaValidator(new TrustingValidator())
            .serverInfo("hive", version)
            .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
            .tools(tools)
            .build();
    requests.awaitEnd();
    server.close();
  }

  private SyncToolSpecification specification(Tool tool, CallsInFlight calls) {
    McpSchema.Tool description =
        McpSchema.Tool.builder(tool.name(), mapper, tool.schema().toString())
            .description(tool.description())
            .build();
    return new SyncToolSpecification(
        description, (exchange, request) -> calls.during(() -> call(tool, request)));
  }

  private CallToolResult call(Tool tool, CallToolRequest request) {
    JsonElement values = Json.of(request.arguments());
    JsonObject object = values.isJsonObject() ? values.getAsJsonObject() : new JsonObject();
    return switch (tool.call(object, hive)) {
      case ToolOutcome.Done done -> result(Json.oneLine(done.result()), false);
      case ToolOutcome.Refused refused -> result(refused.sentence(), true);
      case ToolOutcome.Unavailable away -> result(away.sentence(), true);
    };
  }

  private static CallToolResult result(String text, boolean error) {
    return CallToolResult.builder().addTextContent(text).isError(error).build();
  }
}
