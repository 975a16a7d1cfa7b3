package hyperhive.privd.files;

/// Why a file of an agent's state is not shown. The text is for the operator.
public enum Refusal {
  OUTSIDE("The path leads out of the agent's state."),
  SYMBOLIC_LINK("The path goes through a symbolic link; those are not followed."),
  NOT_REGULAR("Only regular files can be read."),
  NOT_A_DIRECTORY("Only directories can be listed."),
  SEVERAL_NAMES("The file has more than one name (hard links) and is not read."),
  FOREIGN_OWNER("The file does not belong to the agent."),
  TOO_LARGE("The file is larger than what is shown here."),
  BUSY("The agent keeps moving files about; try again."),
  UNREADABLE("The file cannot be read.");

  private final String sentence;

  Refusal(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
