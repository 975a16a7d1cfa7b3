package hyperhive.agentd.tool;

import com.google.gson.JsonObject;

/// One argument of a tool.
record Parameter(String name, Kind kind, boolean required, String description) {
  static Parameter required(String name, Kind kind, String description) {
    return new Parameter(name, kind, true, description);
  }

  static Parameter optional(String name, Kind kind, String description) {
    return new Parameter(name, kind, false, description);
  }

  JsonObject schema() {
    JsonObject schema = kind.schema();
    schema.addProperty("description", description);
    return schema;
  }
}
