package hyperhive.agentd.tool;

import com.google.gson.JsonObject;

/// The result of a tool that has nothing to tell but that it was done.
final class Results {
  private Results() {}

  static JsonObject ok() {
    JsonObject result = new JsonObject();
    result.addProperty("ok", true);
    return result;
  }
}
