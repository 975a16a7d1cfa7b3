package hyperhive.webd.page;

import java.util.List;
import java.util.Optional;

/// An answer that was not accepted, to be sent again.
public record AnswerDraft(long id, List<String> answer, String refusal, Optional<String> back) {
  public AnswerDraft {
    answer = List.copyOf(answer);
  }
}
