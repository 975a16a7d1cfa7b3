package hyperhive.agentd.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import hyperhive.agent.v1.LooseEnd;
import hyperhive.agent.v1.LooseEndKind;
import java.time.Instant;
import java.util.List;

/// What is still open for an agent, as the agent sees it.
public final class LooseEndJson {
  private LooseEndJson() {}

  public static JsonArray of(List<LooseEnd> looseEnds) {
    JsonArray all = new JsonArray();
    looseEnds.forEach(looseEnd -> all.add(of(looseEnd)));
    return all;
  }

  private static JsonObject of(LooseEnd looseEnd) {
    JsonObject json = new JsonObject();
    json.addProperty("kind", word(looseEnd.getKind()));
    json.addProperty("id", looseEnd.getId());
    if (!looseEnd.getWith().isEmpty()) {
      json.addProperty("with", looseEnd.getWith());
    }
    json.addProperty("text", looseEnd.getText());
    json.addProperty("since", Instant.ofEpochMilli(looseEnd.getSinceMs()).toString());
    if (looseEnd.getDueMs() != 0) {
      json.addProperty("due", Instant.ofEpochMilli(looseEnd.getDueMs()).toString());
    }
    if (looseEnd.getOptionsCount() > 0) {
      json.add("options", MessageJson.strings(looseEnd.getOptionsList()));
      json.addProperty("multiple", looseEnd.getMultiple());
    }
    return json;
  }

  private static String word(LooseEndKind kind) {
    return switch (kind) {
      case LOOSE_END_KIND_ASKED -> "asked";
      case LOOSE_END_KIND_OWED -> "owed";
      case LOOSE_END_KIND_REMINDER -> "reminder";
      case LOOSE_END_KIND_APPROVAL -> "approval";
      case LOOSE_END_KIND_UNSPECIFIED, UNRECOGNIZED -> "unknown";
    };
  }
}
