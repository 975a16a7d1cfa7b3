package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hyperhive.operator.v1.OperatorGrpc.OperatorBlockingStub;
import hyperhive.operator.v1.ReadAgentStateFileRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Reading an agent's files over the operator's socket.
@Tag("main-job")
@Tag("attack")
@Tag("needs-root")
final class StateFileAttackTest {
  private final PrivdCoreKit kit = PrivdCoreKit.start();

  @BeforeEach
  void aliceHasWrittenAFile() throws IOException {
    Path state = Files.createDirectories(kit.stateDir().resolve("agents/alice/state"));
    Path notes = Files.writeString(state.resolve("notes.md"), "hers");
    Files.writeString(kit.stateDir().resolve("agents/alice/secret"), "outside");
    for (Path each : List.of(state, notes)) {
      Files.setAttribute(each, "unix:uid", kit.uids("alice").base());
    }
  }

  @AfterEach
  void close() {
    kit.close();
  }

  private static String read(OperatorBlockingStub caller, String agent, String path) {
    return caller
        .readAgentStateFile(
            ReadAgentStateFileRequest.newBuilder().setAgent(agent).setPath(path).build())
        .getContent()
        .toStringUtf8();
  }

  private static Status refusal(OperatorBlockingStub caller, String agent, String path) {
    return assertThrows(StatusRuntimeException.class, () -> read(caller, agent, path)).getStatus();
  }

  @Test
  void theOperatorReadsWhatAnAgentWrote() {
    assertEquals("hers", read(kit.operator(), "alice", "notes.md"));
  }

  @Test
  void f2AbsoluteAndClimbingPathsAreNoPaths() {
    for (String path : List.of("/etc/shadow", "../secret", "a/../../secret")) {
      assertEquals(
          Status.Code.INVALID_ARGUMENT, refusal(kit.operator(), "alice", path).getCode(), path);
    }
  }

  @Test
  void f27WhoeverHasNoRightLearnsNothingOfWhatExists() {
    Set<String> answers =
        Stream.of(
                refusal(kit.anonymous(), "alice", "notes.md"),
                refusal(kit.anonymous(), "alice", "missing.md"),
                refusal(kit.anonymous(), "nobody", "notes.md"),
                refusal(kit.anonymous(), "alice", "../secret"))
            .map(status -> status.getCode() + " " + status.getDescription())
            .collect(Collectors.toSet());
    assertEquals(1, answers.size(), answers.toString());
    assertEquals(
        Status.Code.UNAUTHENTICATED, refusal(kit.anonymous(), "alice", "notes.md").getCode());
  }
}
