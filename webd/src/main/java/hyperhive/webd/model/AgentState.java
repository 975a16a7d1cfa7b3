package hyperhive.webd.model;

import com.google.gson.annotations.SerializedName;

/// What the container of an agent is doing, with the words for it.
public enum AgentState {
  @SerializedName("unknown")
  UNKNOWN("unknown", "unknown"),
  @SerializedName("stopped")
  STOPPED("stopped", "off"),
  @SerializedName("starting")
  STARTING("starting", "wait"),
  @SerializedName("running")
  RUNNING("running", "good"),
  @SerializedName("restarting")
  RESTARTING("died, restarting", "wait"),
  @SerializedName("parked")
  PARKED("parked: it kept failing", "bad"),
  @SerializedName("destroyed")
  DESTROYED("destroyed, files kept", "off");

  private final String words;
  private final String tone;

  AgentState(String words, String tone) {
    this.words = words;
    this.tone = tone;
  }

  public String words() {
    return words;
  }

  /// The style class; never the only sign of the state.
  public String tone() {
    return tone;
  }

  public boolean hasContainer() {
    return switch (this) {
      case STARTING, RUNNING, RESTARTING -> true;
      case UNKNOWN, STOPPED, PARKED, DESTROYED -> false;
    };
  }
}
