package hyperhive.webd.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
class SseFrameTest {
  @Test
  @Tag("attack")
  void w10NoLineBreakInDataBeginsAField() {
    assertEquals(
        "id: 5\ndata: a\ndata: event: x\ndata: data: y\ndata: \ndata: id: 7\n\n",
        SseFrame.message(5, "a\r\nevent: x\rdata: y\n\nid: 7"));
  }
}
