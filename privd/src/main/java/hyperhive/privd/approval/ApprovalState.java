package hyperhive.privd.approval;

import java.util.Locale;

/// Where an approval stands: DESIGN section 5.
public enum ApprovalState {
  PENDING,
  APPROVED,
  BUILDING,
  DEPLOYED,
  FAILED,
  DENIED,
  CANCELLED;

  public String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isTerminal() {
    return switch (this) {
      case PENDING, APPROVED, BUILDING -> false;
      case DEPLOYED, FAILED, DENIED, CANCELLED -> true;
    };
  }

  /// Whether an approval may go from here to `next`.
  public boolean mayBecome(ApprovalState next) {
    return switch (this) {
      case PENDING -> next == APPROVED || next == DENIED || next == CANCELLED || next == FAILED;
      case APPROVED -> next == BUILDING || next == FAILED;
      case BUILDING -> next == DEPLOYED || next == FAILED;
      case DEPLOYED, FAILED, DENIED, CANCELLED -> false;
    };
  }

  static ApprovalState parse(String stored) {
    for (ApprovalState state : values()) {
      if (state.stored().equals(stored)) {
        return state;
      }
    }
    throw new IllegalStateException("not a state of an approval");
  }
}
