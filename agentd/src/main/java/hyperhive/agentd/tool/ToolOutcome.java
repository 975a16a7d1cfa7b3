package hyperhive.agentd.tool;

import com.google.gson.JsonObject;
import hyperhive.agentd.link.Failure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/// How a tool call ended.
public sealed interface ToolOutcome {
  record Done(JsonObject result) implements ToolOutcome {}

  /// @param sentence says what to do instead
  record Refused(String sentence) implements ToolOutcome {}

  /// privd did not answer in time.
  record Unavailable(String sentence) implements ToolOutcome {}

  static ToolOutcome of(StatusRuntimeException failure) {
    if (Failure.isAbsence(failure)) {
      return new Unavailable("The hive does not answer now. Try again later.");
    }
    if (failure.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
      return new Refused("Only the manager may do this. Send the manager a message instead.");
    }
    String description = failure.getStatus().getDescription();
    return new Refused(
        description == null
            ? "The hive refused this: " + failure.getStatus().getCode() + "."
            : description);
  }
}
