package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.agent.v1.ReceiveRequest;
import hyperhive.agent.v1.SendRequest;
import hyperhive.operator.v1.GetOverviewRequest;
import hyperhive.operator.v1.SendMessageRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
@Tag("attack")
@Tag("needs-root")
@Tag("needs-sandbox")
final class FullDiskTest {
  @Test
  void r2AFullDiskRefusesChangesAndLosesNothingAcknowledged() throws Exception {
    try (PrivdProcess privd = new PrivdProcess("alice", "bob")) {
      Path directory = Files.createDirectories(privd.state.resolve("privd"));
      privd.mountTmpfs(directory, "24m");
      privd.start();
      var _ = privd.operator();
      int acknowledged = 0;
      for (; acknowledged < 3; acknowledged++) {
        assertEquals(Status.Code.OK, send(privd));
      }
      Path ballast = directory.resolve("ballast");
      fill(ballast);
      Status.Code refused = Status.Code.OK;
      for (int i = 0; i < 400 && refused == Status.Code.OK; i++) {
        refused = send(privd);
        acknowledged += refused == Status.Code.OK ? 1 : 0;
      }
      assertEquals(Status.Code.UNAVAILABLE, refused);
      assertEquals(Status.Code.UNAVAILABLE, send(privd));
      // Looking still works, and what is shown is what was acknowledged.
      var page = privd.operator().getOverview(GetOverviewRequest.getDefaultInstance());
      assertEquals("", page.getAgents().getError());
      assertEquals("", page.getActivity().getError());
      Status.Code operator = Status.Code.OK;
      try {
        var _ =
            privd
                .operator()
                .sendMessage(SendMessageRequest.newBuilder().setTo("bob").setBody("x").build());
      } catch (StatusRuntimeException failure) {
        operator = failure.getStatus().getCode();
      }
      assertEquals(Status.Code.UNAVAILABLE, operator);
      Files.delete(ballast);
      PrivdCoreKit.await(() -> send(privd) == Status.Code.OK);
      acknowledged++;
      privd.kill();
      privd.start();
      privd.hello("bob");
      int received = 0;
      for (int i = 0; i < 20; i++) {
        received +=
            privd
                .agent("bob")
                .receive(ReceiveRequest.newBuilder().setWaitSeconds(0).setMaxMessages(100).build())
                .getMessagesList()
                .stream()
                .filter(message -> message.getFrom().equals("alice"))
                .toList()
                .size();
      }
      assertTrue(received >= acknowledged, received + " of " + acknowledged);
    }
  }

  private static Status.Code send(PrivdProcess privd) {
    try {
      var _ =
          privd
              .agent("alice")
              .send(
                  SendRequest.newBuilder()
                      .setRequestId(PrivdCoreKit.id())
                      .setTo("bob")
                      .setBody("x".repeat(20_000))
                      .build());
      return Status.Code.OK;
    } catch (StatusRuntimeException failure) {
      return failure.getStatus().getCode();
    }
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = new byte[64 * 1024];
      for (int i = 0; i < 10_000; i++) {
        out.write(block);
      }
      throw new AssertionError("the disk is larger than it should be");
    } catch (IOException full) {
      assertTrue(Files.size(file) > 0);
    }
  }
}
