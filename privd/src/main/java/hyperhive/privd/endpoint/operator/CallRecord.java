package hyperhive.privd.endpoint.operator;

import hyperhive.privd.auth.Actor;
import hyperhive.privd.refusal.Refusal;
import io.grpc.Context;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is known of one call while it runs: who calls, and what the audit log will say.
final class CallRecord {
  static final Context.Key<CallRecord> CURRENT = Context.key("hyperhive-call");

  private final @Nullable Actor actor;
  private volatile String auditActor;
  private volatile String target = "";

  CallRecord(@Nullable Actor actor) {
    this.actor = actor;
    this.auditActor = actor == null ? "webd" : actor.operator();
  }

  static CallRecord current() {
    return Objects.requireNonNull(CURRENT.get(), "a call outside the gate");
  }

  /// Who calls.
  ///
  /// @throws Refusal UNAUTHENTICATED for a request that needs no session and came without
  Actor actor() {
    if (actor == null) {
      throw Refusal.unauthenticated("Log in first.");
    }
    return actor;
  }

  /// A login that succeeded says who it was.
  void setAuditActor(String name) {
    auditActor = name;
  }

  void setTarget(String value) {
    target = value;
  }

  String auditActor() {
    return auditActor;
  }

  String target() {
    return target;
  }
}
