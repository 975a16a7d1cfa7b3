package hyperhive.privd.files;

import java.util.List;

/// What came of listing a directory of an agent's state.
public sealed interface ListOutcome {

  /// @param entries sorted by name
  /// @param truncated whether there are more than were read
  record Entries(List<FileEntry> entries, boolean truncated) implements ListOutcome {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  record NotFound() implements ListOutcome {}

  record Refused(Refusal reason) implements ListOutcome {}
}
