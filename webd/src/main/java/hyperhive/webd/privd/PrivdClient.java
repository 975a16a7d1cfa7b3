package hyperhive.webd.privd;

import com.google.protobuf.ByteString;
import hyperhive.operator.v1.AnswerQuestionRequest;
import hyperhive.operator.v1.ApproveRequest;
import hyperhive.operator.v1.CancelQuestionRequest;
import hyperhive.operator.v1.CreateManagerRequest;
import hyperhive.operator.v1.DenyRequest;
import hyperhive.operator.v1.DestroyRequest;
import hyperhive.operator.v1.GetAgentRequest;
import hyperhive.operator.v1.GetApprovalReply;
import hyperhive.operator.v1.GetApprovalRequest;
import hyperhive.operator.v1.GetOverviewRequest;
import hyperhive.operator.v1.ListAgentStateFilesReply;
import hyperhive.operator.v1.ListAgentStateFilesRequest;
import hyperhive.operator.v1.ListApprovalsRequest;
import hyperhive.operator.v1.ListAuditRequest;
import hyperhive.operator.v1.ListMessagesRequest;
import hyperhive.operator.v1.ListQuestionsRequest;
import hyperhive.operator.v1.LoginRequest;
import hyperhive.operator.v1.LogoutRequest;
import hyperhive.operator.v1.OperatorGrpc;
import hyperhive.operator.v1.OperatorGrpc.OperatorBlockingStub;
import hyperhive.operator.v1.PauseAgentRequest;
import hyperhive.operator.v1.PauseAllRequest;
import hyperhive.operator.v1.PingReply;
import hyperhive.operator.v1.PingRequest;
import hyperhive.operator.v1.PurgeRequest;
import hyperhive.operator.v1.ReadAgentLogReply;
import hyperhive.operator.v1.ReadAgentLogRequest;
import hyperhive.operator.v1.ReadAgentStateFileReply;
import hyperhive.operator.v1.ReadAgentStateFileRequest;
import hyperhive.operator.v1.RebuildRequest;
import hyperhive.operator.v1.RestartAgentRequest;
import hyperhive.operator.v1.ResumeAgentRequest;
import hyperhive.operator.v1.ResumeAllRequest;
import hyperhive.operator.v1.SendMessageReply;
import hyperhive.operator.v1.SendMessageRequest;
import hyperhive.operator.v1.Session;
import hyperhive.operator.v1.SetupRequest;
import hyperhive.operator.v1.SpawnRequest;
import hyperhive.operator.v1.StartAgentRequest;
import hyperhive.operator.v1.StopAgentRequest;
import hyperhive.operator.v1.WatchRequest;
import hyperhive.webd.model.AgentDetail;
import hyperhive.webd.model.ApprovalDetail;
import hyperhive.webd.model.Approvals;
import hyperhive.webd.model.Audit;
import hyperhive.webd.model.FileContent;
import hyperhive.webd.model.FileList;
import hyperhive.webd.model.Log;
import hyperhive.webd.model.LoginState;
import hyperhive.webd.model.Messages;
import hyperhive.webd.model.NewSession;
import hyperhive.webd.model.Overview;
import hyperhive.webd.model.Questions;
import hyperhive.webd.model.SendOutcome;
import hyperhive.webd.session.SessionToken;
import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;
import hyperhive.wire.AgentName;
import hyperhive.wire.ApprovalId;
import hyperhive.wire.RelativePath;
import hyperhive.wire.SessionMetadata;
import hyperhive.wire.SocketChannel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// privd as webd sees it: one method for each request of `hyperhive.operator.v1.Operator`, under
/// the same name. Every call has a deadline and none is ever repeated: a request that privd may
/// have carried out is not webd's to send again.
public final class PrivdClient implements AutoCloseable {
  private static final int MAX_REPLY_BYTES = 16 * 1024 * 1024;

  private final ManagedChannel channel;
  private final Connection connection;
  private final Duration deadline;

  public PrivdClient(ManagedChannel channel, Duration deadline) {
    this.channel = channel;
    this.connection = new Connection(channel);
    this.deadline = deadline;
  }

  public static PrivdClient open(Path socket) throws IOException {
    return new PrivdClient(SocketChannel.open(socket, MAX_REPLY_BYTES), Duration.ofSeconds(10));
  }

  public LoginState ping() {
    PingReply reply = call(() -> anonymous().ping(PingRequest.getDefaultInstance()));
    return switch (reply.getLogin()) {
      case LOGIN_STATE_SETUP -> LoginState.SETUP;
      case LOGIN_STATE_READY -> LoginState.READY;
      case LOGIN_STATE_DEGRADED, LOGIN_STATE_UNSPECIFIED, UNRECOGNIZED -> LoginState.DEGRADED;
    };
  }

  public NewSession setup(String token, String name, String password) {
    return session(
        call(() ->
                anonymous()
                    .setup(
                        SetupRequest.newBuilder()
                            .setToken(token)
                            .setName(name)
                            .setPassword(password)
                            .build()))
            .getSession());
  }

  public NewSession login(String name, String password) {
    return session(
        call(() ->
                anonymous()
                    .login(LoginRequest.newBuilder().setName(name).setPassword(password).build()))
            .getSession());
  }

  public Overview getOverview(SessionToken session) {
    return PageMapping.overview(
        call(() -> of(session).getOverview(GetOverviewRequest.getDefaultInstance())));
  }

  public AgentDetail getAgent(SessionToken session, AgentName name) {
    return PageMapping.agent(
        call(
            () ->
                of(session).getAgent(GetAgentRequest.newBuilder().setName(name.value()).build())));
  }

  public FileList listAgentStateFiles(SessionToken session, AgentName agent, String path) {
    return files(
        call(
            () ->
                of(session)
                    .listAgentStateFiles(
                        ListAgentStateFilesRequest.newBuilder()
                            .setAgent(agent.value())
                            .setPath(path)
                            .build())));
  }

  public FileContent readAgentStateFile(SessionToken session, AgentName agent, RelativePath path) {
    return content(
        call(
            () ->
                of(session)
                    .readAgentStateFile(
                        ReadAgentStateFileRequest.newBuilder()
                            .setAgent(agent.value())
                            .setPath(path.value())
                            .build())));
  }

  public Log readAgentLog(SessionToken session, AgentName agent, int maxBytes) {
    return log(
        call(
            () ->
                of(session)
                    .readAgentLog(
                        ReadAgentLogRequest.newBuilder()
                            .setAgent(agent.value())
                            .setMaxBytes(maxBytes)
                            .build())));
  }

  public Approvals listApprovals(SessionToken session, long beforeId, int limit) {
    return PageMapping.approvals(
        call(
            () ->
                of(session)
                    .listApprovals(
                        ListApprovalsRequest.newBuilder()
                            .setBeforeId(beforeId)
                            .setLimit(limit)
                            .build())));
  }

  public ApprovalDetail getApproval(SessionToken session, ApprovalId id) {
    return approval(
        call(
            () ->
                of(session)
                    .getApproval(
                        GetApprovalRequest.newBuilder().setApprovalId(id.value()).build())));
  }

  public Questions listQuestions(SessionToken session, long beforeId, int limit) {
    return PageMapping.questions(
        call(
            () ->
                of(session)
                    .listQuestions(
                        ListQuestionsRequest.newBuilder()
                            .setBeforeId(beforeId)
                            .setLimit(limit)
                            .build())));
  }

  public Messages listMessages(SessionToken session, String agent, long beforeId, int limit) {
    return PageMapping.messages(
        call(
            () ->
                of(session)
                    .listMessages(
                        ListMessagesRequest.newBuilder()
                            .setAgent(agent)
                            .setBeforeId(beforeId)
                            .setLimit(limit)
                            .build())));
  }

  public Audit listAudit(SessionToken session, long before, int limit) {
    return PageMapping.audit(
        call(
            () ->
                of(session)
                    .listAudit(
                        ListAuditRequest.newBuilder().setBefore(before).setLimit(limit).build())));
  }

  public void logout(SessionToken session) {
    call(() -> of(session).logout(LogoutRequest.getDefaultInstance()));
  }

  public String answerQuestion(SessionToken session, long questionId, List<String> answer) {
    return call(() ->
            of(session)
                .answerQuestion(
                    AnswerQuestionRequest.newBuilder()
                        .setQuestionId(questionId)
                        .addAllAnswer(answer)
                        .build()))
        .getAgent();
  }

  public void cancelQuestion(SessionToken session, long questionId) {
    call(
        () ->
            of(session)
                .cancelQuestion(
                    CancelQuestionRequest.newBuilder().setQuestionId(questionId).build()));
  }

  public SendOutcome sendMessage(SessionToken session, String to, String body) {
    return outcome(
        call(
            () ->
                of(session)
                    .sendMessage(SendMessageRequest.newBuilder().setTo(to).setBody(body).build())));
  }

  public void approve(SessionToken session, ApprovalId id, long version, String commit) {
    call(
        () ->
            of(session)
                .approve(
                    ApproveRequest.newBuilder()
                        .setApprovalId(id.value())
                        .setVersion(version)
                        .setCommit(commit)
                        .build()));
  }

  public void deny(SessionToken session, ApprovalId id, String note) {
    call(
        () ->
            of(session)
                .deny(DenyRequest.newBuilder().setApprovalId(id.value()).setNote(note).build()));
  }

  public void spawn(SessionToken session, AgentName name) {
    call(() -> of(session).spawn(SpawnRequest.newBuilder().setName(name.value()).build()));
  }

  public void createManager(SessionToken session) {
    call(() -> of(session).createManager(CreateManagerRequest.getDefaultInstance()));
  }

  public void startAgent(SessionToken session, AgentName name) {
    call(
        () -> of(session).startAgent(StartAgentRequest.newBuilder().setName(name.value()).build()));
  }

  public void stopAgent(SessionToken session, AgentName name) {
    call(() -> of(session).stopAgent(StopAgentRequest.newBuilder().setName(name.value()).build()));
  }

  public void restartAgent(SessionToken session, AgentName name) {
    call(
        () ->
            of(session)
                .restartAgent(RestartAgentRequest.newBuilder().setName(name.value()).build()));
  }

  public void rebuild(SessionToken session, AgentName name) {
    call(() -> of(session).rebuild(RebuildRequest.newBuilder().setName(name.value()).build()));
  }

  public void pauseAgent(SessionToken session, AgentName name) {
    call(
        () -> of(session).pauseAgent(PauseAgentRequest.newBuilder().setName(name.value()).build()));
  }

  public void resumeAgent(SessionToken session, AgentName name) {
    call(
        () ->
            of(session).resumeAgent(ResumeAgentRequest.newBuilder().setName(name.value()).build()));
  }

  public void pauseAll(SessionToken session) {
    call(() -> of(session).pauseAll(PauseAllRequest.getDefaultInstance()));
  }

  public void resumeAll(SessionToken session) {
    call(() -> of(session).resumeAll(ResumeAllRequest.getDefaultInstance()));
  }

  public void destroy(SessionToken session, AgentName name, String confirm) {
    call(
        () ->
            of(session)
                .destroy(
                    DestroyRequest.newBuilder().setName(name.value()).setConfirm(confirm).build()));
  }

  public void purge(SessionToken session, AgentName name, String confirm) {
    call(
        () ->
            of(session)
                .purge(
                    PurgeRequest.newBuilder().setName(name.value()).setConfirm(confirm).build()));
  }

  /// What changes from now on, until the session ends or the subscription is closed.
  public Watch watch(SessionToken session, long afterSeq, WatchListener listener) {
    connection.wake();
    WatchRequest request = WatchRequest.newBuilder().setAfterSeq(afterSeq).build();
    WatchObserver observer = new WatchObserver(listener);
    OperatorGrpc.newStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata(session)))
        .watch(request, observer);
    return observer;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private <R> R call(Supplier<R> request) {
    connection.wake();
    try {
      return request.get();
    } catch (StatusRuntimeException e) {
      throw StatusMapping.map(e);
    }
  }

  private OperatorBlockingStub anonymous() {
    return OperatorGrpc.newBlockingStub(channel)
        .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  private OperatorBlockingStub of(SessionToken session) {
    return anonymous()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata(session)));
  }

  private static Metadata metadata(SessionToken session) {
    Metadata metadata = new Metadata();
    metadata.put(SessionMetadata.SESSION, session.value());
    return metadata;
  }

  private static NewSession session(Session session) {
    SessionToken token =
        SessionToken.parse(session.getToken())
            .orElseThrow(() -> new IllegalStateException("privd made a session of a wrong shape"));
    return new NewSession(token, new Moment(session.getExpiresMs()));
  }

  private static FileList files(ListAgentStateFilesReply reply) {
    return new FileList(
        PageMapping.context(reply.getContext()),
        reply.getFilesList().stream().map(ItemMapping::file).toList(),
        reply.getTruncated());
  }

  private static FileContent content(ReadAgentStateFileReply reply) {
    return new FileContent(
        reply.getContent().toByteArray(),
        reply.getTruncated(),
        reply.getSize(),
        new Moment(reply.getModifiedMs()));
  }

  private static Log log(ReadAgentLogReply reply) {
    ByteString content = reply.getContent();
    return new Log(
        PageMapping.context(reply.getContext()), new HostileText(content.toStringUtf8()));
  }

  private static ApprovalDetail approval(GetApprovalReply reply) {
    return new ApprovalDetail(
        PageMapping.context(reply.getContext()), ItemMapping.approval(reply.getApproval()));
  }

  private static SendOutcome outcome(SendMessageReply reply) {
    return new SendOutcome(
        reply.getDeliveredList(), reply.getRefusedList().stream().map(HostileText::new).toList());
  }
}
