package hyperhive.agentd.tool;

import hyperhive.agent.v1.WhoAmIReply;
import hyperhive.agent.v1.WhoAmIRequest;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Every tool there is, and which of them an agent is offered.
public final class Toolbox {
  private static final List<Tool> EVERYBODYS =
      Stream.of(MessageTools.ALL, QuestionTools.ALL, LooseEndTools.ALL, SelfTools.ALL)
          .flatMap(List::stream)
          .toList();

  private Toolbox() {}

  public static List<Tool> offeredTo(boolean manager) {
    return manager
        ? Stream.concat(EVERYBODYS.stream(), ManagerTools.ALL.stream()).toList()
        : EVERYBODYS;
  }

  /// The tools for the agent at the other end. An agent whose privd does not say in time who it is
  /// gets what everybody gets.
  public static List<Tool> offered(Hive hive) {
    try {
      WhoAmIReply me = hive.agent(agent -> agent.whoAmI(WhoAmIRequest.getDefaultInstance()));
      return offeredTo(me.getManager());
    } catch (StatusRuntimeException unknown) {
      return offeredTo(false);
    }
  }

  /// Any tool, also the manager's: privd refuses those to others.
  public static Optional<Tool> find(String name) {
    return offeredTo(true).stream().filter(tool -> tool.name().equals(name)).findFirst();
  }
}
