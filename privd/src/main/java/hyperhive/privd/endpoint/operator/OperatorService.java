package hyperhive.privd.endpoint.operator;

import hyperhive.operator.v1.AnswerQuestionReply;
import hyperhive.operator.v1.AnswerQuestionRequest;
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
import hyperhive.operator.v1.SetupReply;
import hyperhive.operator.v1.SetupRequest;
import hyperhive.operator.v1.SpawnReply;
import hyperhive.operator.v1.SpawnRequest;
import hyperhive.operator.v1.StartAgentReply;
import hyperhive.operator.v1.StartAgentRequest;
import hyperhive.operator.v1.StopAgentReply;
import hyperhive.operator.v1.StopAgentRequest;
import hyperhive.operator.v1.WatchEvent;
import hyperhive.operator.v1.WatchRequest;
import hyperhive.privd.auth.Actor;
import hyperhive.privd.endpoint.Replies;
import hyperhive.wire.AgentName;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/// The methods of the operator's socket. Each is one line: what it may do was decided at the gate,
/// what it does is elsewhere.
final class OperatorService extends OperatorGrpc.OperatorImplBase {
  private final Access access;
  private final Pages pages;
  private final Files files;
  private final AgentActions actions;
  private final Conversation conversation;
  private final WatchStream watch;

  OperatorService(
      Access access,
      Pages pages,
      Files files,
      AgentActions actions,
      Conversation conversation,
      WatchStream watch) {
    this.access = access;
    this.pages = pages;
    this.files = files;
    this.actions = actions;
    this.conversation = conversation;
    this.watch = watch;
  }

  private static Actor actor() {
    return CallRecord.current().actor();
  }

  @Override
  public void ping(PingRequest request, StreamObserver<PingReply> reply) {
    Replies.answer(reply, access::ping);
  }

  @Override
  public void setup(SetupRequest request, StreamObserver<SetupReply> reply) {
    Replies.answer(reply, () -> access.setup(request));
  }

  @Override
  public void login(LoginRequest request, StreamObserver<LoginReply> reply) {
    Replies.answer(reply, () -> access.login(request));
  }

  @Override
  public void logout(LogoutRequest request, StreamObserver<LogoutReply> reply) {
    Replies.answer(reply, () -> access.logout(actor()));
  }

  @Override
  public void getOverview(GetOverviewRequest request, StreamObserver<GetOverviewReply> reply) {
    Replies.answer(reply, pages::overview);
  }

  @Override
  public void getAgent(GetAgentRequest request, StreamObserver<GetAgentReply> reply) {
    Replies.answer(reply, () -> pages.agent(AgentName.parse(request.getName())));
  }

  @Override
  public void listAgentStateFiles(
      ListAgentStateFilesRequest request, StreamObserver<ListAgentStateFilesReply> reply) {
    Replies.answer(reply, () -> files.list(request.getAgent(), request.getPath()));
  }

  @Override
  public void readAgentStateFile(
      ReadAgentStateFileRequest request, StreamObserver<ReadAgentStateFileReply> reply) {
    Replies.answer(reply, () -> files.read(request.getAgent(), request.getPath()));
  }

  @Override
  public void readAgentLog(ReadAgentLogRequest request, StreamObserver<ReadAgentLogReply> reply) {
    Replies.answer(reply, () -> files.log(request.getAgent(), request.getMaxBytes()));
  }

  @Override
  public void listApprovals(
      ListApprovalsRequest request, StreamObserver<ListApprovalsReply> reply) {
    Replies.answer(reply, () -> pages.approvals(request));
  }

  @Override
  public void getApproval(GetApprovalRequest request, StreamObserver<GetApprovalReply> reply) {
    Replies.answer(reply, () -> pages.approval(request.getApprovalId()));
  }

  @Override
  public void listQuestions(
      ListQuestionsRequest request, StreamObserver<ListQuestionsReply> reply) {
    Replies.answer(reply, () -> pages.questions(request));
  }

  @Override
  public void listMessages(ListMessagesRequest request, StreamObserver<ListMessagesReply> reply) {
    Replies.answer(reply, () -> pages.messages(request));
  }

  @Override
  public void listAudit(ListAuditRequest request, StreamObserver<ListAuditReply> reply) {
    Replies.answer(reply, () -> pages.audit(request));
  }

  @Override
  public void watch(WatchRequest request, StreamObserver<WatchEvent> events) {
    watch.serve(actor(), request.getAfterSeq(), (ServerCallStreamObserver<WatchEvent>) events);
  }

  @Override
  public void answerQuestion(
      AnswerQuestionRequest request, StreamObserver<AnswerQuestionReply> reply) {
    Replies.answer(
        reply,
        () ->
            AnswerQuestionReply.newBuilder()
                .setAgent(conversation.answer(request.getQuestionId(), request.getAnswerList()))
                .build());
  }

  @Override
  public void cancelQuestion(
      CancelQuestionRequest request, StreamObserver<CancelQuestionReply> reply) {
    Replies.answer(
        reply,
        () -> conversation.cancel(request.getQuestionId()),
        CancelQuestionReply.getDefaultInstance());
  }

  @Override
  public void sendMessage(SendMessageRequest request, StreamObserver<SendMessageReply> reply) {
    Replies.answer(reply, () -> conversation.send(request.getTo(), request.getBody()));
  }

  @Override
  public void approve(ApproveRequest request, StreamObserver<ApproveReply> reply) {
    Replies.answer(
        reply,
        () ->
            ApproveReply.newBuilder()
                .setApproval(
                    Views.approval(
                        actions.approve(
                            actor().operator(),
                            request.getApprovalId(),
                            request.getVersion(),
                            request.getCommit())))
                .build());
  }

  @Override
  public void deny(DenyRequest request, StreamObserver<DenyReply> reply) {
    Replies.answer(
        reply,
        () ->
            DenyReply.newBuilder()
                .setApproval(
                    Views.approval(
                        actions.deny(
                            actor().operator(), request.getApprovalId(), request.getNote())))
                .build());
  }

  @Override
  public void spawn(SpawnRequest request, StreamObserver<SpawnReply> reply) {
    Replies.answer(
        reply,
        () ->
            SpawnReply.newBuilder()
                .setApprovalId(actions.spawn(actor().operator(), request.getName()))
                .build());
  }

  @Override
  public void createManager(
      CreateManagerRequest request, StreamObserver<CreateManagerReply> reply) {
    Replies.answer(
        reply, () -> CreateManagerReply.newBuilder().setName(actions.createManager()).build());
  }

  @Override
  public void startAgent(StartAgentRequest request, StreamObserver<StartAgentReply> reply) {
    Replies.answer(
        reply, () -> actions.start(request.getName()), StartAgentReply.getDefaultInstance());
  }

  @Override
  public void stopAgent(StopAgentRequest request, StreamObserver<StopAgentReply> reply) {
    Replies.answer(
        reply, () -> actions.stop(request.getName()), StopAgentReply.getDefaultInstance());
  }

  @Override
  public void restartAgent(RestartAgentRequest request, StreamObserver<RestartAgentReply> reply) {
    Replies.answer(
        reply, () -> actions.restart(request.getName()), RestartAgentReply.getDefaultInstance());
  }

  @Override
  public void rebuild(RebuildRequest request, StreamObserver<RebuildReply> reply) {
    Replies.answer(
        reply, () -> actions.rebuild(request.getName()), RebuildReply.getDefaultInstance());
  }

  @Override
  public void pauseAgent(PauseAgentRequest request, StreamObserver<PauseAgentReply> reply) {
    Replies.answer(
        reply, () -> actions.pause(request.getName(), true), PauseAgentReply.getDefaultInstance());
  }

  @Override
  public void resumeAgent(ResumeAgentRequest request, StreamObserver<ResumeAgentReply> reply) {
    Replies.answer(
        reply,
        () -> actions.pause(request.getName(), false),
        ResumeAgentReply.getDefaultInstance());
  }

  @Override
  public void pauseAll(PauseAllRequest request, StreamObserver<PauseAllReply> reply) {
    Replies.answer(
        reply, () -> PauseAllReply.newBuilder().setChanged(actions.pauseAll(true)).build());
  }

  @Override
  public void resumeAll(ResumeAllRequest request, StreamObserver<ResumeAllReply> reply) {
    Replies.answer(
        reply, () -> ResumeAllReply.newBuilder().setChanged(actions.pauseAll(false)).build());
  }

  @Override
  public void destroy(DestroyRequest request, StreamObserver<DestroyReply> reply) {
    Replies.answer(
        reply,
        () -> actions.destroy(request.getName(), request.getConfirm()),
        DestroyReply.getDefaultInstance());
  }

  @Override
  public void purge(PurgeRequest request, StreamObserver<PurgeReply> reply) {
    Replies.answer(
        reply,
        () -> actions.purge(request.getName(), request.getConfirm()),
        PurgeReply.getDefaultInstance());
  }
}
