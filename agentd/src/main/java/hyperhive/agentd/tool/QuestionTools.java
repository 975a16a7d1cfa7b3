package hyperhive.agentd.tool;

import static hyperhive.agentd.tool.Parameter.optional;
import static hyperhive.agentd.tool.Parameter.required;

import com.google.gson.JsonObject;
import hyperhive.agent.v1.AnswerRequest;
import hyperhive.agent.v1.AskReply;
import hyperhive.agent.v1.AskRequest;
import hyperhive.agentd.link.RequestIds;
import java.util.List;

/// Tools to ask and to answer.
final class QuestionTools {
  private static final Tool ASK =
      new Tool(
          "ask",
          "Asks the operator (the human who runs this hive) or another agent a question and returns"
              + " its id at once. The answer comes as a message in a later turn, with"
              + " `answers_question` set to that id; end your turn when you cannot go on without"
              + " it. An open question is listed by `loose_ends` and withdrawn by"
              + " `cancel_loose_end`.",
          List.of(
              required("to", new Kind.Text(), "`operator` or an agent's name."),
              required(
                  "question",
                  new Kind.Text(),
                  "The question, with what is needed to decide it; at most 65536 bytes."),
              optional(
                  "options",
                  new Kind.Texts(),
                  "What can be chosen: at most 20, each at most 200 bytes, no two alike. Absent:"
                      + " the answer is free text."),
              optional(
                  "multiple",
                  new Kind.Flag(),
                  "Whether several options may be chosen; false if absent."),
              optional(
                  "ttl_seconds",
                  new Kind.Whole(60, 2_592_000),
                  "The question is closed unanswered after this many seconds and you are told."
                      + " Absent: it stays open.")),
          QuestionTools::ask);

  private static final Tool ANSWER =
      new Tool(
          "answer",
          "Answers a question that another agent asked you. Such a question is a message with"
              + " `asks_question`, and stays in `loose_ends` as `owed` until it is answered. Who"
              + " asked is told by a message.",
          List.of(
              required("question_id", new Kind.Whole(1, Long.MAX_VALUE), "`asks_question`."),
              required(
                  "answer",
                  new Kind.TextOrTexts(),
                  "The answer; for a question with options, the chosen option, or a list of them"
                      + " where several may be chosen.")),
          QuestionTools::answer);

  static final List<Tool> ALL = List.of(ASK, ANSWER);

  private QuestionTools() {}

  private static JsonObject ask(Arguments arguments, Hive hive) {
    AskRequest request =
        AskRequest.newBuilder()
            .setRequestId(RequestIds.fresh())
            .setTo(arguments.text("to"))
            .setQuestion(arguments.text("question"))
            .addAllOptions(arguments.texts("options"))
            .setMultiple(arguments.flag("multiple"))
            .setTtlSeconds(arguments.whole("ttl_seconds", 0))
            .build();
    AskReply reply = hive.agent(agent -> agent.ask(request));
    JsonObject result = new JsonObject();
    result.addProperty("question_id", reply.getQuestionId());
    return result;
  }

  private static JsonObject answer(Arguments arguments, Hive hive) {
    AnswerRequest request =
        AnswerRequest.newBuilder()
            .setRequestId(RequestIds.fresh())
            .setQuestionId(arguments.whole("question_id"))
            .addAllAnswer(arguments.texts("answer"))
            .build();
    hive.agent(agent -> agent.answer(request));
    return Results.ok();
  }
}
