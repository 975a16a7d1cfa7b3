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

  /// @param newest the hash the first entry must have, if that is known
  static AuditPage read(BackwardLines lines, int limit, Optional<String> newest)
      throws IOException {
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
    long position = lines.position();
    intact &= endsAs(entries, newest) && followsFrom(entries, lines);
    return new AuditPage(List.copyOf(entries), position, intact, damaged);
  }

  private static boolean endsAs(List<AuditEntry> entries, Optional<String> newest) {
    String hash = entries.isEmpty() ? AuditLine.FIRST_PREVIOUS : entries.getFirst().hash();
    return newest.isEmpty() || newest.get().equals(hash);
  }

  /// The oldest entry shown must follow from the line before it, or be the first of all.
  private static boolean followsFrom(List<AuditEntry> entries, BackwardLines lines)
      throws IOException {
    if (entries.isEmpty()) {
      return true;
    }
    Optional<String> before = lines.previous();
    String expected =
        before.isEmpty()
            ? AuditLine.FIRST_PREVIOUS
            : AuditLine.read(before.get()).map(AuditEntry::hash).orElse("");
    return expected.isEmpty() || entries.getLast().previous().equals(expected);
  }
}
