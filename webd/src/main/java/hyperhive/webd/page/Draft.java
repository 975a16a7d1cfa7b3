package hyperhive.webd.page;

/// A message that is being written. It survives a refusal.
///
/// @param refusal why it was not sent, empty at first
public record Draft(String to, String body, String refusal) {
  public static Draft to(String name) {
    return new Draft(name, "", "");
  }
}
