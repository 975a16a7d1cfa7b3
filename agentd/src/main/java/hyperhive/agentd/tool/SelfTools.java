package hyperhive.agentd.tool;

import static hyperhive.agentd.tool.Parameter.required;

import com.google.gson.JsonObject;
import hyperhive.agent.v1.SetStatusRequest;
import hyperhive.agent.v1.WhoAmIReply;
import hyperhive.agent.v1.WhoAmIRequest;
import hyperhive.agentd.json.MessageJson;
import hyperhive.agentd.link.RequestIds;
import java.util.List;

/// Tools about the agent itself.
final class SelfTools {
  private static final Tool WHOAMI =
      new Tool(
          "whoami",
          "Says your name in the hive, whether you are its manager, which agents you may send to"
              + " and ask, and who the manager is. The operator can always be reached.",
          List.of(),
          SelfTools::whoami);

  private static final Tool SET_STATUS =
      new Tool(
          "set_status",
          "Sets the one line the operator sees beside your name. Say what you are doing or waiting"
              + " for; keep it current.",
          List.of(
              required(
                  "status", new Kind.Text(), "At most 200 bytes; an empty string takes it away.")),
          SelfTools::setStatus);

  static final List<Tool> ALL = List.of(WHOAMI, SET_STATUS);

  private SelfTools() {}

  private static JsonObject whoami(Arguments arguments, Hive hive) {
    WhoAmIReply reply = hive.agent(agent -> agent.whoAmI(WhoAmIRequest.getDefaultInstance()));
    JsonObject result = new JsonObject();
    result.addProperty("name", reply.getName());
    result.addProperty("manager", reply.getManager());
    result.addProperty("manager_name", reply.getManagerName());
    result.add("recipients", MessageJson.strings(reply.getRecipientsList()));
    return result;
  }

  private static JsonObject setStatus(Arguments arguments, Hive hive) {
    SetStatusRequest request =
        SetStatusRequest.newBuilder()
            .setRequestId(RequestIds.fresh())
            .setStatus(arguments.text("status"))
            .build();
    hive.agent(agent -> agent.setStatus(request));
    return Results.ok();
  }
}
