package hyperhive.privd.endpoint.operator;

import com.google.protobuf.Message;
import hyperhive.operator.v1.AnswerQuestionRequest;
import hyperhive.operator.v1.ApproveRequest;
import hyperhive.operator.v1.CancelQuestionRequest;
import hyperhive.operator.v1.CreateManagerRequest;
import hyperhive.operator.v1.DenyRequest;
import hyperhive.operator.v1.DestroyRequest;
import hyperhive.operator.v1.GetAgentRequest;
import hyperhive.operator.v1.GetApprovalRequest;
import hyperhive.operator.v1.GetOverviewRequest;
import hyperhive.operator.v1.ListAgentStateFilesRequest;
import hyperhive.operator.v1.ListApprovalsRequest;
import hyperhive.operator.v1.ListAuditRequest;
import hyperhive.operator.v1.ListMessagesRequest;
import hyperhive.operator.v1.ListQuestionsRequest;
import hyperhive.operator.v1.LoginRequest;
import hyperhive.operator.v1.LogoutRequest;
import hyperhive.operator.v1.OperatorGrpc;
import hyperhive.operator.v1.PauseAgentRequest;
import hyperhive.operator.v1.PauseAllRequest;
import hyperhive.operator.v1.PingRequest;
import hyperhive.operator.v1.PurgeRequest;
import hyperhive.operator.v1.ReadAgentLogRequest;
import hyperhive.operator.v1.ReadAgentStateFileRequest;
import hyperhive.operator.v1.RebuildRequest;
import hyperhive.operator.v1.RestartAgentRequest;
import hyperhive.operator.v1.ResumeAgentRequest;
import hyperhive.operator.v1.ResumeAllRequest;
import hyperhive.operator.v1.SendMessageRequest;
import hyperhive.operator.v1.SetupRequest;
import hyperhive.operator.v1.SpawnRequest;
import hyperhive.operator.v1.StartAgentRequest;
import hyperhive.operator.v1.StopAgentRequest;
import hyperhive.operator.v1.WatchRequest;
import hyperhive.privd.auth.Right;
import hyperhive.privd.endpoint.operator.RequestRow.Audited;
import hyperhive.privd.endpoint.operator.RequestRow.Lane;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every request the operator's socket answers, with the right it needs. Nothing outside this table
/// exists: privd does not start if a method of the descriptor has no row, or a row no method.
public final class RequestTable {
  private static final List<RequestRow> ROWS =
      List.of(
          page(OperatorGrpc.getPingMethod(), PingRequest.class, Right.NONE),
          change(OperatorGrpc.getSetupMethod(), SetupRequest.class, Right.NONE, r -> ""),
          // The name is not recorded before it is known to be one: people type passwords there.
          change(OperatorGrpc.getLoginMethod(), LoginRequest.class, Right.NONE, r -> ""),
          page(OperatorGrpc.getGetOverviewMethod(), GetOverviewRequest.class, Right.VIEW),
          page(OperatorGrpc.getGetAgentMethod(), GetAgentRequest.class, Right.VIEW),
          page(
              OperatorGrpc.getListAgentStateFilesMethod(),
              ListAgentStateFilesRequest.class,
              Right.VIEW),
          change(
              OperatorGrpc.getReadAgentStateFileMethod(),
              ReadAgentStateFileRequest.class,
              Right.VIEW,
              r -> r.getAgent() + ":" + r.getPath()),
          page(OperatorGrpc.getReadAgentLogMethod(), ReadAgentLogRequest.class, Right.VIEW),
          page(OperatorGrpc.getListApprovalsMethod(), ListApprovalsRequest.class, Right.VIEW),
          page(OperatorGrpc.getGetApprovalMethod(), GetApprovalRequest.class, Right.VIEW),
          page(OperatorGrpc.getListQuestionsMethod(), ListQuestionsRequest.class, Right.VIEW),
          page(OperatorGrpc.getListMessagesMethod(), ListMessagesRequest.class, Right.VIEW),
          page(OperatorGrpc.getListAuditMethod(), ListAuditRequest.class, Right.VIEW),
          row(
              OperatorGrpc.getWatchMethod(),
              WatchRequest.class,
              Right.VIEW,
              Audited.REFUSALS,
              Lane.STREAM,
              r -> ""),
          urgent(OperatorGrpc.getLogoutMethod(), LogoutRequest.class, Right.VIEW, r -> ""),
          change(
              OperatorGrpc.getAnswerQuestionMethod(),
              AnswerQuestionRequest.class,
              Right.ANSWER,
              r -> "question " + r.getQuestionId()),
          change(
              OperatorGrpc.getCancelQuestionMethod(),
              CancelQuestionRequest.class,
              Right.ANSWER,
              r -> "question " + r.getQuestionId()),
          change(
              OperatorGrpc.getSendMessageMethod(),
              SendMessageRequest.class,
              Right.ANSWER,
              SendMessageRequest::getTo),
          change(
              OperatorGrpc.getApproveMethod(),
              ApproveRequest.class,
              Right.DECIDE,
              r -> "approval " + r.getApprovalId() + " " + r.getCommit()),
          urgent(
              OperatorGrpc.getDenyMethod(),
              DenyRequest.class,
              Right.DECIDE,
              r -> "approval " + r.getApprovalId()),
          change(
              OperatorGrpc.getSpawnMethod(),
              SpawnRequest.class,
              Right.DECIDE,
              SpawnRequest::getName),
          change(
              OperatorGrpc.getCreateManagerMethod(),
              CreateManagerRequest.class,
              Right.DECIDE,
              r -> ""),
          change(
              OperatorGrpc.getStartAgentMethod(),
              StartAgentRequest.class,
              Right.OPERATE,
              StartAgentRequest::getName),
          urgent(
              OperatorGrpc.getStopAgentMethod(),
              StopAgentRequest.class,
              Right.OPERATE,
              StopAgentRequest::getName),
          change(
              OperatorGrpc.getRestartAgentMethod(),
              RestartAgentRequest.class,
              Right.OPERATE,
              RestartAgentRequest::getName),
          change(
              OperatorGrpc.getRebuildMethod(),
              RebuildRequest.class,
              Right.OPERATE,
              RebuildRequest::getName),
          urgent(
              OperatorGrpc.getPauseAgentMethod(),
              PauseAgentRequest.class,
              Right.OPERATE,
              PauseAgentRequest::getName),
          change(
              OperatorGrpc.getResumeAgentMethod(),
              ResumeAgentRequest.class,
              Right.OPERATE,
              ResumeAgentRequest::getName),
          urgent(OperatorGrpc.getPauseAllMethod(), PauseAllRequest.class, Right.OPERATE, r -> "*"),
          change(
              OperatorGrpc.getResumeAllMethod(), ResumeAllRequest.class, Right.OPERATE, r -> "*"),
          urgent(
              OperatorGrpc.getDestroyMethod(),
              DestroyRequest.class,
              Right.ADMIN,
              DestroyRequest::getName),
          change(
              OperatorGrpc.getPurgeMethod(),
              PurgeRequest.class,
              Right.ADMIN,
              PurgeRequest::getName));

  private final Map<String, RequestRow> byMethod;

  private RequestTable(Map<String, RequestRow> byMethod) {
    this.byMethod = byMethod;
  }

  /// @throws IllegalStateException naming a method without a row, or a row without a method
  public static RequestTable checked() {
    Set<String> methods =
        OperatorGrpc.getServiceDescriptor().getMethods().stream()
            .map(MethodDescriptor::getFullMethodName)
            .collect(Collectors.toCollection(TreeSet::new));
    return checked(methods, ROWS);
  }

  static RequestTable checked(Set<String> methods, List<RequestRow> rows) {
    Map<String, RequestRow> table =
        rows.stream().collect(Collectors.toMap(RequestRow::method, Function.identity()));
    Set<String> unmatched = new TreeSet<>(methods);
    unmatched.removeAll(table.keySet());
    table.keySet().stream().filter(row -> !methods.contains(row)).forEach(unmatched::add);
    if (!unmatched.isEmpty()) {
      throw new IllegalStateException("the request table and the service differ: " + unmatched);
    }
    return new RequestTable(table);
  }

  RequestRow row(String method) {
    RequestRow row = byMethod.get(method);
    if (row == null) {
      throw new IllegalStateException("no row for " + method);
    }
    return row;
  }

  /// The table as `docs/boundary.md` shows it: method, right, whether it is recorded, lane.
  public static List<String> lines() {
    return ROWS.stream()
        .map(
            row ->
                "| "
                    + row.method().substring(row.method().lastIndexOf('/') + 1)
                    + " | "
                    + row.right().name().toLowerCase(java.util.Locale.ROOT)
                    + " | "
                    + (row.audited() == Audited.ALWAYS ? "always" : "refusals")
                    + " | "
                    + row.lane().name().toLowerCase(java.util.Locale.ROOT)
                    + " |")
        .toList();
  }

  private static <Q extends Message> RequestRow page(
      MethodDescriptor<Q, ?> method, Class<Q> type, Right right) {
    return row(method, type, right, Audited.REFUSALS, Lane.ORDINARY, request -> "");
  }

  private static <Q extends Message> RequestRow change(
      MethodDescriptor<Q, ?> method, Class<Q> type, Right right, Function<Q, String> target) {
    return row(method, type, right, Audited.ALWAYS, Lane.ORDINARY, target);
  }

  private static <Q extends Message> RequestRow urgent(
      MethodDescriptor<Q, ?> method, Class<Q> type, Right right, Function<Q, String> target) {
    return row(method, type, right, Audited.ALWAYS, Lane.URGENT, target);
  }

  private static <Q extends Message> RequestRow row(
      MethodDescriptor<Q, ?> method,
      Class<Q> type,
      Right right,
      Audited audited,
      Lane lane,
      Function<Q, String> target) {
    return RequestRow.of(method, type, right, audited, lane, target);
  }
}
