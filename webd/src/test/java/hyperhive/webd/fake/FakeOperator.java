package hyperhive.webd.fake;

import com.google.protobuf.ByteString;
import hyperhive.operator.v1.AnswerQuestionReply;
import hyperhive.operator.v1.AnswerQuestionRequest;
import hyperhive.operator.v1.Approval;
import hyperhive.operator.v1.ApproveReply;
import hyperhive.operator.v1.ApproveRequest;
import hyperhive.operator.v1.CancelQuestionReply;
import hyperhive.operator.v1.CancelQuestionRequest;
import hyperhive.operator.v1.CreateManagerReply;
import hyperhive.operator.v1.CreateManagerRequest;
import hyperhive.operator.v1.DenyReply;
import hyperhive.operator.v1.DenyRequest;
import hyperhive.operator.v1.DestroyReply;
import hyperhive.operator.v1.DestroyRequest;
import hyperhive.operator.v1.GetAgentReply;
import hyperhive.operator.v1.GetAgentRequest;
import hyperhive.operator.v1.GetApprovalReply;
import hyperhive.operator.v1.GetApprovalRequest;
import hyperhive.operator.v1.GetOverviewReply;
import hyperhive.operator.v1.GetOverviewRequest;
import hyperhive.operator.v1.ListAgentStateFilesReply;
import hyperhive.operator.v1.ListAgentStateFilesRequest;
import hyperhive.operator.v1.ListApprovalsReply;
import hyperhive.operator.v1.ListApprovalsRequest;
import hyperhive.operator.v1.ListAuditReply;
import hyperhive.operator.v1.ListAuditRequest;
import hyperhive.operator.v1.ListMessagesReply;
import hyperhive.operator.v1.ListMessagesRequest;
import hyperhive.operator.v1.ListQuestionsReply;
import hyperhive.operator.v1.ListQuestionsRequest;
import hyperhive.operator.v1.LoginReply;
import hyperhive.operator.v1.LoginRequest;
import hyperhive.operator.v1.LogoutReply;
import hyperhive.operator.v1.LogoutRequest;
import hyperhive.operator.v1.OperatorGrpc;
import hyperhive.operator.v1.PauseAgentReply;
import hyperhive.operator.v1.PauseAgentRequest;
import hyperhive.operator.v1.PauseAllReply;
import hyperhive.operator.v1.PauseAllRequest;
import hyperhive.operator.v1.PingReply;
import hyperhive.operator.v1.PingRequest;
import hyperhive.operator.v1.PurgeReply;
import hyperhive.operator.v1.PurgeRequest;
import hyperhive.operator.v1.ReadAgentLogReply;
import hyperhive.operator.v1.ReadAgentLogRequest;
import hyperhive.operator.v1.ReadAgentStateFileReply;
import hyperhive.operator.v1.ReadAgentStateFileRequest;
import hyperhive.operator.v1.RebuildReply;
import hyperhive.operator.v1.RebuildRequest;
import hyperhive.operator.v1.RestartAgentReply;
import hyperhive.operator.v1.RestartAgentRequest;
import hyperhive.operator.v1.ResumeAgentReply;
import hyperhive.operator.v1.ResumeAgentRequest;
import hyperhive.operator.v1.ResumeAllReply;
import hyperhive.operator.v1.ResumeAllRequest;
import hyperhive.operator.v1.SendMessageReply;
import hyperhive.operator.v1.SendMessageRequest;
import hyperhive.operator.v1.Session;
import hyperhive.operator.v1.SetupReply;
import hyperhive.operator.v1.SetupRequest;
import hyperhive.operator.v1.SpawnReply;
import hyperhive.operator.v1.SpawnRequest;
import hyperhive.operator.v1.StartAgentReply;
import hyperhive.operator.v1.StartAgentRequest;
import hyperhive.operator.v1.Started;
import hyperhive.operator.v1.StopAgentReply;
import hyperhive.operator.v1.StopAgentRequest;
import hyperhive.operator.v1.WatchEvent;
import hyperhive.operator.v1.WatchRequest;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The service itself: reads from the hive, writes down what it was asked to change.
final class FakeOperator extends OperatorGrpc.OperatorImplBase {
  private final FakeHive hive;
  private final List<StreamObserver<WatchEvent>> open = new CopyOnWriteArrayList<>();

  FakeOperator(FakeHive hive) {
    this.hive = hive;
  }

  int watchers() {
    return hive.watchers.size();
  }

  void dropWatchers() {
    hive.watchers.clear();
    open.clear();
  }

  @Override
  public void ping(PingRequest request, StreamObserver<PingReply> reply) {
    answer(reply, PingReply.newBuilder().setLogin(hive.loginState()).build());
  }

  @Override
  public void setup(SetupRequest request, StreamObserver<SetupReply> reply) {
    if (!request.getToken().equals(FakeHive.TOKEN)) {
      refuse(reply, Status.PERMISSION_DENIED.withDescription("This token is not valid."));
      return;
    }
    hive.changes.add("setup " + request.getName());
    answer(reply, SetupReply.newBuilder().setSession(session()).build());
  }

  @Override
  public void login(LoginRequest request, StreamObserver<LoginReply> reply) {
    boolean right =
        request.getName().equals(FakeHive.NAME) && request.getPassword().equals(FakeHive.PASSWORD);
    if (!right) {
      refuse(reply, Status.UNAUTHENTICATED.withDescription("no"));
      return;
    }
    answer(reply, LoginReply.newBuilder().setSession(session()).build());
  }

  @Override
  public void logout(LogoutRequest request, StreamObserver<LogoutReply> reply) {
    hive.changes.add("logout");
    hive.endSessions();
    answer(reply, LogoutReply.getDefaultInstance());
  }

  @Override
  public void getOverview(GetOverviewRequest request, StreamObserver<GetOverviewReply> reply) {
    answer(reply, hive.overview.setContext(hive.context()).build());
  }

  @Override
  public void getAgent(GetAgentRequest request, StreamObserver<GetAgentReply> reply) {
    GetAgentReply.Builder agent = hive.agents.get(request.getName());
    if (agent == null) {
      refuse(reply, Status.NOT_FOUND.withDescription("There is no agent of that name."));
    } else {
      answer(reply, agent.setContext(hive.context()).build());
    }
  }

  @Override
  public void listAgentStateFiles(
      ListAgentStateFilesRequest request, StreamObserver<ListAgentStateFilesReply> reply) {
    answer(
        reply,
        ListAgentStateFilesReply.newBuilder()
            .setContext(hive.context())
            .addAllFiles(hive.files)
            .build());
  }

  @Override
  public void readAgentStateFile(
      ReadAgentStateFileRequest request, StreamObserver<ReadAgentStateFileReply> reply) {
    byte[] content = hive.contents.get(request.getPath());
    if (content == null) {
      refuse(reply, Status.NOT_FOUND.withDescription("There is no such file."));
    } else {
      answer(
          reply,
          ReadAgentStateFileReply.newBuilder()
              .setContext(hive.context())
              .setContent(ByteString.copyFrom(content))
              .setSize(content.length)
              .build());
    }
  }

  @Override
  public void readAgentLog(ReadAgentLogRequest request, StreamObserver<ReadAgentLogReply> reply) {
    answer(
        reply,
        ReadAgentLogReply.newBuilder()
            .setContext(hive.context())
            .setContent(ByteString.copyFrom(hive.log))
            .build());
  }

  @Override
  public void listApprovals(
      ListApprovalsRequest request, StreamObserver<ListApprovalsReply> reply) {
    answer(reply, hive.approvals.setContext(hive.context()).build());
  }

  @Override
  public void getApproval(GetApprovalRequest request, StreamObserver<GetApprovalReply> reply) {
    Stream<Approval> all =
        Stream.concat(
            hive.approvals.getPending().getItemsList().stream(),
            hive.approvals.getClosed().getItemsList().stream());
    all.filter(approval -> approval.getId() == request.getApprovalId())
        .findFirst()
        .ifPresentOrElse(
            approval ->
                answer(
                    reply,
                    GetApprovalReply.newBuilder()
                        .setContext(hive.context())
                        .setApproval(approval)
                        .build()),
            () -> refuse(reply, Status.NOT_FOUND.withDescription("There is no such approval.")));
  }

  @Override
  public void listQuestions(
      ListQuestionsRequest request, StreamObserver<ListQuestionsReply> reply) {
    answer(reply, hive.questions.setContext(hive.context()).build());
  }

  @Override
  public void listMessages(ListMessagesRequest request, StreamObserver<ListMessagesReply> reply) {
    answer(reply, hive.messages.setContext(hive.context()).build());
  }

  @Override
  public void listAudit(ListAuditRequest request, StreamObserver<ListAuditReply> reply) {
    answer(reply, hive.audit.setContext(hive.context()).build());
  }

  @Override
  public void watch(WatchRequest request, StreamObserver<WatchEvent> reply) {
    Consumer<WatchEvent> watcher =
        event -> {
          synchronized (reply) {
            reply.onNext(event);
          }
        };
    ((ServerCallStreamObserver<WatchEvent>) reply)
        .setOnCancelHandler(() -> hive.watchers.remove(watcher));
    watcher.accept(
        WatchEvent.newBuilder()
            .setSeq(hive.seq())
            .setStarted(Started.getDefaultInstance())
            .build());
    hive.watchers.add(watcher);
    open.add(reply);
  }

  void endWatchers(Status status) {
    hive.watchers.clear();
    open.forEach(reply -> reply.onError(status.asRuntimeException()));
    open.clear();
  }

  @Override
  public void approve(ApproveRequest request, StreamObserver<ApproveReply> reply) {
    hive.changes.add(
        "approve "
            + request.getApprovalId()
            + " v"
            + request.getVersion()
            + " "
            + request.getCommit());
    answer(reply, ApproveReply.getDefaultInstance());
  }

  @Override
  public void deny(DenyRequest request, StreamObserver<DenyReply> reply) {
    hive.changes.add("deny " + request.getApprovalId() + " " + request.getNote());
    answer(reply, DenyReply.getDefaultInstance());
  }

  @Override
  public void answerQuestion(
      AnswerQuestionRequest request, StreamObserver<AnswerQuestionReply> reply) {
    hive.changes.add("answer " + request.getQuestionId() + " " + request.getAnswerList());
    answer(reply, AnswerQuestionReply.getDefaultInstance());
  }

  @Override
  public void cancelQuestion(
      CancelQuestionRequest request, StreamObserver<CancelQuestionReply> reply) {
    hive.changes.add("cancel " + request.getQuestionId());
    answer(reply, CancelQuestionReply.getDefaultInstance());
  }

  @Override
  public void spawn(SpawnRequest request, StreamObserver<SpawnReply> reply) {
    hive.changes.add("spawn " + request.getName());
    answer(reply, SpawnReply.getDefaultInstance());
  }

  @Override
  public void createManager(
      CreateManagerRequest request, StreamObserver<CreateManagerReply> reply) {
    hive.changes.add("create manager");
    answer(reply, CreateManagerReply.getDefaultInstance());
  }

  @Override
  public void sendMessage(SendMessageRequest request, StreamObserver<SendMessageReply> reply) {
    hive.changes.add("send " + request.getTo() + " " + request.getBody());
    answer(reply, SendMessageReply.getDefaultInstance());
  }

  @Override
  public void pauseAll(PauseAllRequest request, StreamObserver<PauseAllReply> reply) {
    hive.changes.add("pause all");
    answer(reply, PauseAllReply.getDefaultInstance());
  }

  @Override
  public void resumeAll(ResumeAllRequest request, StreamObserver<ResumeAllReply> reply) {
    hive.changes.add("resume all");
    answer(reply, ResumeAllReply.getDefaultInstance());
  }

  @Override
  public void destroy(DestroyRequest request, StreamObserver<DestroyReply> reply) {
    hive.changes.add("destroy " + request.getName() + " " + request.getConfirm());
    answer(reply, DestroyReply.getDefaultInstance());
  }

  @Override
  public void purge(PurgeRequest request, StreamObserver<PurgeReply> reply) {
    hive.changes.add("purge " + request.getName() + " " + request.getConfirm());
    answer(reply, PurgeReply.getDefaultInstance());
  }

  @Override
  public void startAgent(StartAgentRequest request, StreamObserver<StartAgentReply> reply) {
    hive.changes.add("startAgent " + request.getName());
    answer(reply, StartAgentReply.getDefaultInstance());
  }

  @Override
  public void stopAgent(StopAgentRequest request, StreamObserver<StopAgentReply> reply) {
    hive.changes.add("stopAgent " + request.getName());
    answer(reply, StopAgentReply.getDefaultInstance());
  }

  @Override
  public void restartAgent(RestartAgentRequest request, StreamObserver<RestartAgentReply> reply) {
    hive.changes.add("restartAgent " + request.getName());
    answer(reply, RestartAgentReply.getDefaultInstance());
  }

  @Override
  public void rebuild(RebuildRequest request, StreamObserver<RebuildReply> reply) {
    hive.changes.add("rebuild " + request.getName());
    answer(reply, RebuildReply.getDefaultInstance());
  }

  @Override
  public void pauseAgent(PauseAgentRequest request, StreamObserver<PauseAgentReply> reply) {
    hive.changes.add("pauseAgent " + request.getName());
    answer(reply, PauseAgentReply.getDefaultInstance());
  }

  @Override
  public void resumeAgent(ResumeAgentRequest request, StreamObserver<ResumeAgentReply> reply) {
    hive.changes.add("resumeAgent " + request.getName());
    answer(reply, ResumeAgentReply.getDefaultInstance());
  }

  private Session session() {
    return Session.newBuilder()
        .setToken(hive.mint())
        .setExpiresMs(System.currentTimeMillis() + Duration.ofHours(1).toMillis())
        .build();
  }

  private static <R> void answer(StreamObserver<R> reply, R message) {
    reply.onNext(message);
    reply.onCompleted();
  }

  private static void refuse(StreamObserver<?> reply, Status status) {
    reply.onError(status.asRuntimeException());
  }
}
