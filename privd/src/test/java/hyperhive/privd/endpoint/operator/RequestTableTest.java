package hyperhive.privd.endpoint.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.operator.v1.OperatorGrpc;
import hyperhive.operator.v1.PingRequest;
import hyperhive.privd.auth.Right;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
@Tag("attack")
final class RequestTableTest {
  private static final RequestRow PING =
      RequestRow.of(
          OperatorGrpc.getPingMethod(),
          PingRequest.class,
          Right.NONE,
          RequestRow.Audited.REFUSALS,
          RequestRow.Lane.ORDINARY,
          request -> "");

  @Test
  void everyMethodHasARow() {
    assertEquals(
        OperatorGrpc.getServiceDescriptor().getMethods().size(), RequestTable.lines().size());
    RequestTable table = RequestTable.checked();
    OperatorGrpc.getServiceDescriptor()
        .getMethods()
        .forEach(method -> assertTrue(!table.row(method.getFullMethodName()).method().isEmpty()));
  }

  @Test
  void aMethodWithoutARowRefusesToStart() {
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () -> RequestTable.checked(Set.of(PING.method(), "x/New"), List.of(PING)));
    assertTrue(String.valueOf(refused.getMessage()).contains("x/New"));
  }

  @Test
  void aRowWithoutAMethodOrTwoForOneRefuseToStart() {
    assertThrows(IllegalStateException.class, () -> RequestTable.checked(Set.of(), List.of(PING)));
    assertThrows(
        IllegalStateException.class,
        () -> RequestTable.checked(Set.of(PING.method()), List.of(PING, PING)));
  }

  @Test
  void onlyPingSetupAndLoginNeedNoRight() {
    List<String> open =
        RequestTable.lines().stream().filter(line -> line.contains("| none |")).toList();
    assertEquals(3, open.size());
    assertTrue(open.stream().allMatch(line -> line.matches("\\| (Ping|Setup|Login) .*")));
  }

  @Test
  void whatChangesSomethingIsAlwaysRecordedAndWhatStopsHasItsOwnLane() {
    for (String line : RequestTable.lines()) {
      boolean looks = line.matches("\\| (Ping|Get|List|Watch|ReadAgentLog).*");
      assertEquals(!looks, line.contains("| always |"), line);
      if (line.matches("\\| (Stop|Deny|Destroy|Pause).*")) {
        assertTrue(line.contains("| urgent |"), line);
      }
    }
  }
}
