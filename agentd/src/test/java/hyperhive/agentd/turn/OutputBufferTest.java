package hyperhive.agentd.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.agent.v1.TurnOutput;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
class OutputBufferTest {
  @Test
  void longLinesAreBoundedByTheirLengthAndNoneIsLostUncounted() throws InterruptedException {
    OutputBuffer buffer = new OutputBuffer();
    for (int i = 0; i < 900; i++) {
      buffer.add("x".repeat(4096));
    }
    buffer.close();
    int lines = 0;
    long dropped = 0;
    for (Optional<TurnOutput> batch = buffer.take(); batch.isPresent(); batch = buffer.take()) {
      lines += batch.get().getLinesCount();
      dropped += batch.get().getDropped();
    }
    assertTrue(lines <= 256, lines + " lines of 4096 were kept");
    assertEquals(900, lines + dropped);
  }
}
