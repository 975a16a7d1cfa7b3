package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperhive.agent.v1.WhoAmIRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
@Tag("needs-root")
final class KitTest {
  @Test
  void theKitServesBothSides() {
    try (PrivdCoreKit kit = PrivdCoreKit.start()) {
      assertEquals(
          "alice", kit.agent("alice").whoAmI(WhoAmIRequest.getDefaultInstance()).getName());
      kit.restart();
      assertEquals(
          "alice", kit.agent("alice").whoAmI(WhoAmIRequest.getDefaultInstance()).getName());
    }
  }
}
