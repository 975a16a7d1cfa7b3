package hyperhive.privd.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Some entries, newest first.
///
/// @param nextBefore cursor for the entries before these; 0 if there are none
/// @param chainIntact whether each entry's hash is named by the one after it
/// @param damaged lines that could not be read
public record AuditPage(
    List<AuditEntry> entries, long nextBefore, boolean chainIntact, int damaged) {

  static AuditPage read(BackwardLines lines, int limit) throws IOException {
    List<AuditEntry> entries = new ArrayList<>();
    int damaged = 0;
    boolean intact = true;
    for (int i = 0; i < limit; i++) {
      Optional<String> line = lines.previous();
      if (line.isEmpty()) {
        break;
      }
      Optional<AuditEntry> entry = AuditLine.read(line.get());
      if (entry.isEmpty()) {
        damaged++;
        intact = false;
      } else {
        intact &= entries.isEmpty() || entries.getLast().previous().equals(entry.get().hash());
        entries.add(entry.get());
      }
    }
    return new AuditPage(List.copyOf(entries), lines.position(), intact, damaged);
  }
}
