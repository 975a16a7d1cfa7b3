package hyperhive.agentd.tool;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperhive.agentd.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("main-job")
class ArgumentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "send|{}|The argument `to` is missing: a string.",
        "send|{\"to\":null,\"body\":\"b\"}|The argument `to` is missing: a string.",
        "send|{\"to\":\"a\",\"body\":\"b\",\"from\":\"c\"}|There is no argument `from`; there is to, body.",
        "whoami|{\"a\":1}|There is no argument `a`: this tool takes none.",
        "ask|{\"to\":\"a\",\"question\":\"q\",\"options\":[1]}|The argument `options` must be a list of strings.",
        "ask|{\"to\":\"a\",\"question\":\"q\",\"multiple\":\"yes\"}|The argument `multiple` must be true or false.",
        "answer|{\"question_id\":1,\"answer\":{}}|The argument `answer` must be a string or a list of strings.",
        "answer|{\"question_id\":1.5,\"answer\":\"a\"}|The argument `question_id` must be a whole number from 1.",
        "answer|{\"question_id\":1e999999999,\"answer\":\"a\"}|The argument `question_id` must be a whole number from 1.",
        "answer|{\"question_id\":9223372036854775808,\"answer\":\"a\"}|The argument `question_id` must be a whole number from 1.",
        "receive|{\"wait_seconds\":181}|The argument `wait_seconds` must be a whole number from 0 to 180.",
        "cancel_loose_end|{\"kind\":\"owed\",\"id\":1}|The argument `kind` must be one of asked, reminder, approval.",
      })
  void wrongArgumentsAreRefusedInASentence(String tool, String json, String sentence) {
    RefusedException refused = assertThrows(RefusedException.class, () -> check(tool, json));
    assertEquals(sentence, refused.sentence());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "send|{\"to\":\"a\",\"body\":\"b\"}",
        "answer|{\"question_id\":5.0,\"answer\":[\"x\",\"y\"]}",
        "receive|{\"max\":null}",
      })
  void rightArgumentsPass(String tool, String json) {
    assertDoesNotThrow(() -> check(tool, json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "1", "{}{}", "{a:1}", "{'a':1}", "{\"a\":1,}", "nul"})
  void onlyOneObjectOfStrictJsonIsAnObject(String text) {
    assertEquals(Optional.empty(), Json.parseObject(text));
  }

  private static Arguments check(String tool, String json) throws RefusedException {
    return Arguments.check(
        Toolbox.find(tool).orElseThrow().parameters(), Json.parseObject(json).orElseThrow());
  }
}
