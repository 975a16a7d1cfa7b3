package hyperhive.privd.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks the chain of the whole file.
final class AuditVerification {
  private AuditVerification() {}

  static List<Long> brokenLines(Path file) throws IOException {
    List<Long> broken = new ArrayList<>();
    String previous = AuditLine.FIRST_PREVIOUS;
    long number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        Optional<AuditEntry> entry = AuditLine.read(line);
        if (entry.isEmpty() || !entry.get().previous().equals(previous)) {
          broken.add(number);
        }
        previous = entry.map(AuditEntry::hash).orElse(previous);
      }
    }
    return broken;
  }
}
