package hyperhive.webd.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A word about what was just done. The address carries its code, never its text, so that nobody
/// can put words into a page by a link.
public enum Notice {
  STARTED("The agent is being started."),
  STOPPED("The agent is being stopped."),
  RESTARTED("The agent is being restarted."),
  REBUILT("The agent's container is being made anew from its configuration."),
  PAUSED("The agent is paused: it finishes its turn and is not woken again."),
  RESUMED("The agent is resumed."),
  DESTROYED(
      "The agent's container is being removed. Its files stay; a spawn of that name revives them."),
  PURGED("The agent's files are being deleted for good."),
  PAUSED_ALL("All agents are paused."),
  RESUMED_ALL("All agents are resumed."),
  SPAWNED("The agent is being created."),
  MANAGER("The manager is being created."),
  APPROVED("Approved."),
  DENIED("Denied."),
  ANSWERED("Your answer was delivered."),
  CANCELLED("The question is cancelled."),
  SENT("Your message was delivered."),
  SENT_PARTLY(
      "Your message was delivered to some agents; others refused it. The audit log has the details."),
  LOGGED_OUT("You are logged out.");

  private final String sentence;

  Notice(String sentence) {
    this.sentence = sentence;
  }

  public static Optional<Notice> byCode(String code) {
    return Arrays.stream(values()).filter(notice -> notice.code().equals(code)).findFirst();
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String sentence() {
    return sentence;
  }
}
