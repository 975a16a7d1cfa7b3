package hyperhive.privd.broker;

import hyperhive.privd.policy.Bounds;
import hyperhive.privd.refusal.Refusal;
import java.util.HashSet;
import java.util.List;

/// A question before it is asked, its shape checked.
///
/// @param ttlSeconds 0: no time limit
public record NewQuestion(String text, List<String> options, boolean multiple, long ttlSeconds) {
  public NewQuestion {
    Bounds.text("question", text, Bounds.BODY_BYTES);
    options = List.copyOf(options);
    if (options.size() > Bounds.OPTIONS) {
      throw Refusal.overLimit("A question has at most " + Bounds.OPTIONS + " options.");
    }
    options.forEach(option -> Bounds.text("option", option, Bounds.OPTION_BYTES));
    if (new HashSet<>(options).size() != options.size()) {
      throw Refusal.invalid("Two options are alike; leave one out.");
    }
    if (multiple && options.isEmpty()) {
      throw Refusal.invalid("A choice of several needs options to choose from.");
    }
    if (ttlSeconds != 0
        && (ttlSeconds < Bounds.MIN_TTL_SECONDS || ttlSeconds > Bounds.MAX_TTL_SECONDS)) {
      throw Refusal.invalid("A question lives 60 seconds to 30 days, or without limit (0).");
    }
  }
}
