package hyperhive.agentd.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
class LineReaderTest {
  @Test
  void linesEndAtLineFeedsAndAtTheEnd() {
    assertEquals(
        List.of("a", "", "b", "c"), lines("a\n\r\nb\r\nc".getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of(), lines(new byte[0]));
  }

  @Test
  void aCharacterIsNotCutInHalf() {
    String umlauts = "x" + "ü".repeat(4000);
    assertEquals(
        List.of("x" + "ü".repeat(2047)),
        lines(umlauts.getBytes(StandardCharsets.UTF_8)).stream()
            .map(line -> line.replace("\ufffd", ""))
            .toList());
  }

  @Test
  void bytesThatAreNoTextStayWithinTheLimitOfTheWire() {
    byte[] garbage = new byte[4096];
    java.util.Arrays.fill(garbage, (byte) 0xff);
    assertEquals(List.of("\ufffd".repeat(1365)), lines(garbage));
  }

  private static List<String> lines(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    new LineReader(lines::add).readAll(new ByteArrayInputStream(bytes));
    return lines;
  }
}
