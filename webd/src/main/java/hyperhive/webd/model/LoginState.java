package hyperhive.webd.model;

/// Which of the pages before login helps.
public enum LoginState {
  SETUP,
  READY,
  DEGRADED
}
