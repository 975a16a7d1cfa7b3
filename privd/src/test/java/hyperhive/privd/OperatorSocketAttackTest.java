package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import hyperhive.agent.v1.RequestSpawnRequest;
import hyperhive.operator.v1.ApproveRequest;
import hyperhive.operator.v1.DenyRequest;
import hyperhive.operator.v1.DestroyRequest;
import hyperhive.operator.v1.GetApprovalRequest;
import hyperhive.operator.v1.GetOverviewRequest;
import hyperhive.operator.v1.OperatorGrpc;
import hyperhive.operator.v1.RebuildRequest;
import hyperhive.operator.v1.SpawnRequest;
import hyperhive.wire.AgentName;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("main-job")
@Tag("attack")
@Tag("needs-root")
final class OperatorSocketAttackTest {
  private static final Set<Status.Code> TYPED =
      EnumSet.of(
          Status.Code.OK,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.NOT_FOUND,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.PERMISSION_DENIED,
          Status.Code.UNAUTHENTICATED,
          Status.Code.RESOURCE_EXHAUSTED);

  private final PrivdCoreKit kit = PrivdCoreKit.start();

  @AfterEach
  void close() {
    kit.close();
  }

  private static Status.Code code(Executable call) {
    return assertThrows(StatusRuntimeException.class, call).getStatus().getCode();
  }

  @Test
  void o1OnlyWebdsUidComesInEvenWithPermissionsForcedOpen() throws Exception {
    kit.open(kit.operatorSocket());
    for (long uid : new long[] {0, 65_534, kit.uids("alice").base(), PrivdCoreKit.WEB_UID + 1}) {
      assertEquals(0, heardBy(uid), "uid " + uid);
    }
    assertTrue(heardBy(PrivdCoreKit.WEB_UID) >= 9);
  }

  private int heardBy(long uid) throws Exception {
    return OtherUser.as(
        uid,
        () -> {
          try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(kit.operatorSocket()));
            return Preface.exchange(channel).length;
          }
        });
  }

  private static Stream<MethodDescriptor<?, ?>> unary() {
    return OperatorGrpc.getServiceDescriptor().getMethods().stream()
        .filter(method -> method.getType() == MethodDescriptor.MethodType.UNARY);
  }

  @SuppressWarnings("unchecked") // every method of the service has messages
  private static Status call(Channel channel, MethodDescriptor<?, ?> method, Message request) {
    try {
      Object _ =
          ClientCalls.blockingUnaryCall(
              channel,
              (MethodDescriptor<Message, Message>) method,
              CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS),
              request);
      return Status.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus();
    }
  }

  private static Message empty(MethodDescriptor<?, ?> method) {
    return (Message)
        java.util.Objects.requireNonNull(
            ((MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller())
                .getMessagePrototype());
  }

  private Channel channel(Metadata headers) {
    return ClientInterceptors.intercept(
        kit.channel(PrivdCoreKit.WEB_UID, kit.operatorSocket()),
        MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Test
  void withoutASessionEverythingButPingSetupAndLoginIsUnauthenticated() {
    Set<String> open = Set.of("Ping", "Setup", "Login");
    List<MethodDescriptor<?, ?>> methods =
        unary().filter(method -> !open.contains(method.getBareMethodName())).toList();
    assertTrue(methods.size() > 20);
    for (MethodDescriptor<?, ?> method : methods) {
      for (Metadata headers : List.of(new Metadata(), PrivdCoreKit.headers("wrong"))) {
        assertEquals(
            Status.Code.UNAUTHENTICATED,
            call(channel(headers), method, empty(method)).getCode(),
            method.getFullMethodName());
      }
    }
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        code(
            () ->
                kit.anonymous()
                    .watch(hyperhive.operator.v1.WatchRequest.getDefaultInstance())
                    .hasNext()));
  }

  @Test
  void o2NoFuzzedRequestGetsAnythingButATypedAnswer() {
    Channel channel = channel(PrivdCoreKit.headers(kit.session()));
    // Logging out and guessing passwords, which is slowed down, have tests of their own.
    Set<String> left = Set.of("Logout", "Login", "Setup");
    List<String> wrong = new ArrayList<>();
    unary()
        .filter(method -> !left.contains(method.getBareMethodName()))
        .forEach(
            method -> {
              for (Message request : Fuzz.of(empty(method))) {
                Status status = call(channel, method, request);
                if (!TYPED.contains(status.getCode()) || leaks(status)) {
                  wrong.add(method.getBareMethodName() + " " + status);
                }
              }
            });
    assertEquals(List.of(), wrong);
  }

  private boolean leaks(Status status) {
    String text = String.valueOf(status.getDescription());
    return text.contains("Exception")
        || text.contains(kit.root.toString())
        || text.contains("java.")
        || text.contains("org.h2");
  }

  private long requested(String name) {
    return kit.manager()
        .requestSpawn(
            RequestSpawnRequest.newBuilder().setRequestId(PrivdCoreKit.id()).setName(name).build())
        .getApprovalId();
  }

  private void approve(long id, long version, String commit) {
    var _ =
        kit.operator()
            .approve(
                ApproveRequest.newBuilder()
                    .setApprovalId(id)
                    .setVersion(version)
                    .setCommit(commit)
                    .build());
  }

  private void deny(long id) {
    var _ = kit.operator().deny(DenyRequest.newBuilder().setApprovalId(id).setNote("no").build());
  }

  private String stateOf(long id) {
    return kit.operator()
        .getApproval(GetApprovalRequest.newBuilder().setApprovalId(id).build())
        .getApproval()
        .getState();
  }

  @Test
  void o3ADecisionIsMadeOnceAndForWhatWasSeen() {
    long id = requested("carol");
    String commit = "0123456789012345678901234567890123456789";
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> approve(id, 2, "")));
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> approve(id, 0, "")));
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> approve(id, 1, commit)));
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> approve(id, 1, "main")));
    assertEquals(Status.Code.NOT_FOUND, code(() -> approve(id + 1, 1, "")));
    assertEquals(Status.Code.INVALID_ARGUMENT, code(() -> approve(0, 1, "")));
    assertEquals("pending", stateOf(id));
    approve(id, 1, "");
    PrivdCoreKit.await(() -> stateOf(id).equals("deployed"));
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> approve(id, 1, "")));
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> approve(id, 4, "")));
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> deny(id)));
    assertEquals(1, kit.runtime.starts(AgentName.parse("carol")));

    long other = requested("dave");
    deny(other);
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> approve(other, 2, "")));
    assertEquals(Status.Code.FAILED_PRECONDITION, code(() -> deny(other)));
    assertEquals("denied", stateOf(other));
    assertEquals(0, kit.runtime.starts(AgentName.parse("dave")));
  }

  @Test
  void o5WhatCannotBeIsRefusedAndChangesNothing() {
    String before = kit.text("select listagg(name || desired, ',') from agent");
    int calls = kit.runtime.calls.size();
    assertEquals(
        Status.Code.FAILED_PRECONDITION,
        code(() -> kit.operator().spawn(SpawnRequest.newBuilder().setName("alice").build())));
    assertEquals(
        Status.Code.NOT_FOUND,
        code(() -> kit.operator().rebuild(RebuildRequest.newBuilder().setName("nobody").build())));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        code(
            () ->
                kit.operator()
                    .destroy(
                        DestroyRequest.newBuilder().setName("alice").setConfirm("bob").build())));
    assertEquals(before, kit.text("select listagg(name || desired, ',') from agent"));
    assertEquals(calls, kit.runtime.calls.size());
    assertEquals(0, kit.count("select count(*) from approval"));
  }

  @Test
  void o5DestroyWhileBuildingEndsTheApproval() {
    kit.silent.add(AgentName.parse("carol"));
    long id =
        kit.operator().spawn(SpawnRequest.newBuilder().setName("carol").build()).getApprovalId();
    PrivdCoreKit.await(() -> kit.runtime.alive.containsKey(AgentName.parse("carol")));
    var _ =
        kit.operator()
            .destroy(DestroyRequest.newBuilder().setName("carol").setConfirm("carol").build());
    PrivdCoreKit.await(() -> stateOf(id).equals("failed"));
    assertEquals("destroyed", kit.stateOf("carol"));
    assertFalse(kit.runtime.alive.containsKey(AgentName.parse("carol")));
  }

  /// Calls that send headers and then nothing are ended by privd; their places become free again.
  @Test
  void callsThatNeverComeToAnEndDoNotTakeEveryPlace() {
    Channel channel = channel(PrivdCoreKit.headers(kit.session()));
    // A client holds a unary call's headers back until it has the message.
    var headersFirst =
        OperatorGrpc.getGetOverviewMethod().toBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .build();
    List<ClientCall<?, ?>> held = new ArrayList<>();
    for (int round = 0; round < 1; round++) {
      List<String> ended = java.util.Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < 64; i++) {
        ClientCall<GetOverviewRequest, hyperhive.operator.v1.GetOverviewReply> call =
            channel.newCall(headersFirst, CallOptions.DEFAULT);
        call.start(
            new ClientCall.Listener<>() {
              @Override
              public void onClose(Status status, Metadata trailers) {
                ended.add(status.getCode().name());
              }
            },
            new Metadata());
        held.add(call);
      }
      PrivdCoreKit.await(() -> ended.size() == 64);
    }
    assertEquals(64, held.size());
    assertTrue(
        kit.operator()
                .getOverview(GetOverviewRequest.getDefaultInstance())
                .getAgents()
                .getItemsCount()
            > 0);
  }
}
