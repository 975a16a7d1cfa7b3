package hyperhive.privd.endpoint.operator;

import com.google.protobuf.Message;
import hyperhive.privd.auth.Right;
import io.grpc.MethodDescriptor;
import java.util.function.Function;

/// One operator request: what it needs, whether it is recorded, and what it is about.
///
/// @param lane which share of the calls it runs in
/// @param target what the audit log names; never a secret
record RequestRow(
    String method, Right right, Audited audited, Lane lane, Function<Message, String> target) {

  /// Whether the audit log has it.
  enum Audited {
    /// Reading a page: only a refusal for lack of right.
    REFUSALS,
    /// A change, a login, a file: always.
    ALWAYS
  }

  /// Calls at once; what stops things is never behind what looks at things.
  enum Lane {
    ORDINARY,
    URGENT,
    STREAM
  }

  static <Q extends Message> RequestRow of(
      MethodDescriptor<Q, ?> method,
      Class<Q> type,
      Right right,
      Audited audited,
      Lane lane,
      Function<Q, String> target) {
    return new RequestRow(
        method.getFullMethodName(),
        right,
        audited,
        lane,
        request -> target.apply(type.cast(request)));
  }
}
