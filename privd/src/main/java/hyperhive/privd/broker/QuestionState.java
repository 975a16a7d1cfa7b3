package hyperhive.privd.broker;

import java.util.Locale;

/// Where a question stands; only an open one can change.
public enum QuestionState {
  OPEN,
  ANSWERED,
  CANCELLED,
  EXPIRED;

  public String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static QuestionState parse(String stored) {
    for (QuestionState state : values()) {
      if (state.stored().equals(stored)) {
        return state;
      }
    }
    throw new IllegalStateException("not a state of a question");
  }
}
