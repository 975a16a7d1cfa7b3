package hyperhive.privd.policy;

import hyperhive.privd.refusal.Refusal;
import java.nio.charset.StandardCharsets;

/// How much of everything an agent may have; the numbers are DESIGN's, section 7.
public final class Bounds {
  public static final int BODY_BYTES = 64 * 1024;
  public static final int UNDELIVERED_PER_PAIR = 1_000;
  public static final int OPEN_QUESTIONS = 20;
  public static final int REMINDERS = 50;
  public static final int REMINDER_BYTES = 4_096;
  public static final int PENDING_APPROVALS = 20;
  public static final int REASON_BYTES = 4_096;
  public static final int NOTE_BYTES = 4_096;
  public static final int STATUS_BYTES = 200;
  public static final int OPTIONS = 20;
  public static final int OPTION_BYTES = 200;
  public static final long MIN_TTL_SECONDS = 60;
  public static final long MAX_TTL_SECONDS = 30L * 24 * 3600;
  public static final long MAX_REMIND_SECONDS = 365L * 24 * 3600;

  private Bounds() {}

  /// A text of 1 byte up to `maxBytes` of UTF-8. Too long is RESOURCE_EXHAUSTED, not INVALID: a
  /// model can act on it by sending less.
  public static String text(String what, String value, int maxBytes) {
    if (value.isEmpty()) {
      throw Refusal.invalid("The " + what + " is empty; write something.");
    }
    return atMost(what, value, maxBytes);
  }

  public static String atMost(String what, String value, int maxBytes) {
    if (value.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      throw Refusal.overLimit(
          "The "
              + what
              + " is longer than "
              + maxBytes
              + " bytes; shorten it, or put it into a file under /state and name that.");
    }
    return value;
  }
}
