package hyperhive.agentd.tool;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.grpc.StatusRuntimeException;
import java.util.List;

/// One tool: what a model reads about it, what it takes, and what it does.
public record Tool(String name, String description, List<Parameter> parameters, Action action) {
  public Tool {
    parameters = List.copyOf(parameters);
  }

  /// Asks privd. Builds a request with its id once, so that every attempt carries the same id.
  interface Action {
    JsonObject run(Arguments arguments, Hive hive) throws RefusedException;
  }

  public JsonObject schema() {
    JsonObject properties = new JsonObject();
    JsonArray required = new JsonArray();
    for (Parameter parameter : parameters) {
      properties.add(parameter.name(), parameter.schema());
      if (parameter.required()) {
        required.add(parameter.name());
      }
    }
    JsonObject schema = new JsonObject();
    schema.addProperty("type", "object");
    schema.add("properties", properties);
    schema.add("required", required);
    schema.addProperty("additionalProperties", false);
    return schema;
  }

  public ToolOutcome call(JsonObject values, Hive hive) {
    try {
      return new ToolOutcome.Done(action.run(Arguments.check(parameters, values), hive));
    } catch (RefusedException refused) {
      return new ToolOutcome.Refused(refused.sentence());
    } catch (StatusRuntimeException failure) {
      return ToolOutcome.of(failure);
    }
  }
}
