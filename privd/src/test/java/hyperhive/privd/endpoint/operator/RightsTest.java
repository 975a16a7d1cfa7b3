package hyperhive.privd.endpoint.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import hyperhive.operator.v1.OperatorGrpc;
import hyperhive.privd.ChannelAs;
import hyperhive.privd.Directories;
import hyperhive.privd.audit.AuditLog;
import hyperhive.privd.auth.Right;
import hyperhive.privd.auth.Sessions;
import hyperhive.privd.auth.SessionsOf;
import hyperhive.privd.endpoint.Door;
import hyperhive.privd.endpoint.EventLoops;
import hyperhive.privd.event.EventLog;
import hyperhive.privd.store.Database;
import hyperhive.privd.store.Writer;
import hyperhive.wire.SessionMetadata;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The gate as it stands before the methods, with none behind it: what passes is unimplemented.
@Tag("main-job")
@Tag("attack")
@Tag("needs-root")
final class RightsTest {

  @Test
  void everyMethodIsDeniedToASessionWithoutItsRight() throws Exception {
    Path directory = Files.createTempDirectory("hyperhive-rights-").toRealPath();
    Database database = Database.open(directory);
    Writer writer = new Writer(database.jdbi(), new EventLog(1));
    Sessions sessions =
        new Sessions(database.jdbi(), writer, Clock.systemUTC(), Duration.ofHours(1));
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    try (EventLoops loops = new EventLoops();
        AuditLog audit = new AuditLog(directory.resolve("audit.log"), Clock.systemUTC());
        Door door = open(loops, scheduler, directory, sessions, audit)) {
      assertEquals(1, door.services().size());
      ManagedChannel channel = ChannelAs.open(0, directory.resolve("operator/operator.sock"));
      for (Right held : EnumSet.complementOf(EnumSet.of(Right.NONE))) {
        check(channel, SessionsOf.with(sessions, writer, Set.of(held)), held);
      }
      channel.shutdownNow();
      assertTrue(
          Files.readString(directory.resolve("audit.log"))
              .contains(
                  "\"actor\":\"op\",\"action\":\"Purge\",\"target\":\"\",\"outcome\":\"permission_denied\""));
    } finally {
      scheduler.shutdownNow();
      writer.close();
      database.close();
      Directories.delete(directory);
    }
  }

  private static Door open(
      EventLoops loops,
      ScheduledExecutorService scheduler,
      Path directory,
      Sessions sessions,
      AuditLog audit)
      throws Exception {
    WebUser root =
        new WebUser(
            0,
            directory
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByGroupName("root"));
    return OperatorSocket.open(
        loops,
        scheduler,
        directory,
        root,
        new OperatorGrpc.OperatorImplBase() {},
        RequestTable.checked(),
        sessions,
        audit);
  }

  private static void check(Channel channel, String session, Right held) {
    Metadata headers = new Metadata();
    headers.put(SessionMetadata.SESSION, session);
    Channel loggedIn =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    for (MethodDescriptor<?, ?> method : OperatorGrpc.getServiceDescriptor().getMethods()) {
      Right needed = RequestTable.checked().row(method.getFullMethodName()).right();
      boolean passes = needed == held || needed == Right.NONE;
      assertEquals(
          passes ? Status.Code.UNIMPLEMENTED : Status.Code.PERMISSION_DENIED,
          call(loggedIn, method),
          method.getFullMethodName() + " with " + held);
    }
  }

  @SuppressWarnings("unchecked") // every method of the service has messages
  private static Status.Code call(Channel channel, MethodDescriptor<?, ?> method) {
    Message empty =
        (Message)
            Objects.requireNonNull(
                ((MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller())
                    .getMessagePrototype());
    return assertThrows(
            StatusRuntimeException.class,
            () ->
                ClientCalls.blockingServerStreamingCall(
                        channel,
                        ((MethodDescriptor<Message, Message>) method),
                        CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
                        empty)
                    .hasNext())
        .getStatus()
        .getCode();
  }
}
