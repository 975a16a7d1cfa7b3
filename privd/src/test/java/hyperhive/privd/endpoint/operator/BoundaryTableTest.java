package hyperhive.privd.endpoint.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The request table that people read before they install is the one that is enforced.
@Tag("main-job")
final class BoundaryTableTest {
  @Test
  void theDocumentedTableIsTheEnforcedOne() throws IOException {
    List<String> documented =
        Files.readAllLines(Path.of("../docs/boundary.md")).stream()
            .dropWhile(line -> !line.startsWith("| request |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertEquals(String.join("\n", RequestTable.lines()), String.join("\n", documented));
  }
}
