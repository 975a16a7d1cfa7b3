package hyperhive.webd.page;

/// The setup form as it was sent, without the password.
public record SetupForm(String token, String name, String refusal) {
  public static final SetupForm EMPTY = new SetupForm("", "", "");
}
