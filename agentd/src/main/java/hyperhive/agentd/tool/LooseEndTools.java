package hyperhive.agentd.tool;

import static hyperhive.agentd.tool.Parameter.optional;
import static hyperhive.agentd.tool.Parameter.required;

import com.google.gson.JsonObject;
import hyperhive.agent.v1.CancelLooseEndRequest;
import hyperhive.agent.v1.LooseEndKind;
import hyperhive.agent.v1.LooseEndsReply;
import hyperhive.agent.v1.LooseEndsRequest;
import hyperhive.agent.v1.RemindReply;
import hyperhive.agent.v1.RemindRequest;
import hyperhive.agentd.json.LooseEndJson;
import hyperhive.agentd.link.RequestIds;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/// Tools for what is still open.
final class LooseEndTools {
  private static final Tool REMIND =
      new Tool(
          "remind",
          "Sends you a message later, which starts a turn then. Use it to come back to something"
              + " instead of waiting. Give exactly one of `after_seconds` and `at`.",
          List.of(
              required("body", new Kind.Text(), "What to be reminded of, at most 4096 bytes."),
              optional(
                  "after_seconds", new Kind.Whole(1, 31_536_000), "How many seconds from now."),
              optional(
                  "at",
                  new Kind.Text(),
                  "When, as ISO 8601 with an offset: `2030-01-31T09:00:00Z`. Within a year.")),
          LooseEndTools::remind);

  private static final Tool LOOSE_ENDS =
      new Tool(
          "loose_ends",
          "Lists what is still open for you: questions you asked (`asked`), questions you should"
              + " answer (`owed`), reminders (`reminder`) and, for the manager, approvals that wait"
              + " for the operator (`approval`).",
          List.of(),
          LooseEndTools::looseEnds);

  private static final Tool CANCEL =
      new Tool(
          "cancel_loose_end",
          "Withdraws something of yours that `loose_ends` lists. A question you owe an answer to"
              + " cannot be cancelled: answer it.",
          List.of(
              required(
                  "kind",
                  new Kind.Choice(List.of("asked", "reminder", "approval")),
                  "As `loose_ends` says."),
              required("id", new Kind.Whole(1, Long.MAX_VALUE), "As `loose_ends` says.")),
          LooseEndTools::cancel);

  static final List<Tool> ALL = List.of(REMIND, LOOSE_ENDS, CANCEL);

  private LooseEndTools() {}

  private static JsonObject remind(Arguments arguments, Hive hive) throws RefusedException {
    RemindRequest.Builder request =
        RemindRequest.newBuilder().setRequestId(RequestIds.fresh()).setBody(arguments.text("body"));
    if (arguments.has("after_seconds") == arguments.has("at")) {
      throw new RefusedException("Give exactly one of `after_seconds` and `at`.");
    }
    if (arguments.has("at")) {
      request.setAtMs(millis(arguments.text("at")));
    } else {
      request.setAfterSeconds(arguments.whole("after_seconds"));
    }
    RemindReply reply = hive.agent(agent -> agent.remind(request.build()));
    JsonObject result = new JsonObject();
    result.addProperty("reminder_id", reply.getReminderId());
    result.addProperty("due", Instant.ofEpochMilli(reply.getDueMs()).toString());
    return result;
  }

  private static long millis(String text) throws RefusedException {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException notATime) {
      throw new RefusedException(
          "The argument `at` must be ISO 8601 with an offset, such as 2030-01-31T09:00:00Z.");
    }
  }

  private static JsonObject looseEnds(Arguments arguments, Hive hive) {
    LooseEndsReply reply =
        hive.agent(agent -> agent.looseEnds(LooseEndsRequest.getDefaultInstance()));
    JsonObject result = new JsonObject();
    result.add("loose_ends", LooseEndJson.of(reply.getLooseEndsList()));
    if (reply.getDamaged() > 0) {
      result.addProperty("damaged", reply.getDamaged());
    }
    return result;
  }

  private static JsonObject cancel(Arguments arguments, Hive hive) throws RefusedException {
    CancelLooseEndRequest request =
        CancelLooseEndRequest.newBuilder()
            .setRequestId(RequestIds.fresh())
            .setKind(kind(arguments.text("kind")))
            .setId(arguments.whole("id"))
            .build();
    hive.agent(agent -> agent.cancelLooseEnd(request));
    return Results.ok();
  }

  private static LooseEndKind kind(String word) throws RefusedException {
    return switch (word) {
      case "asked" -> LooseEndKind.LOOSE_END_KIND_ASKED;
      case "reminder" -> LooseEndKind.LOOSE_END_KIND_REMINDER;
      case "approval" -> LooseEndKind.LOOSE_END_KIND_APPROVAL;
      default -> throw new RefusedException("There is no such kind.");
    };
  }
}
