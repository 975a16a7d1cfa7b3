package hyperhive.privd.files;

import java.time.Instant;

/// What came of reading a file of an agent's state.
public sealed interface ReadOutcome {

  /// @param bytes at most as many as asked for
  /// @param size of the file when it was opened
  /// @param truncated whether it grew beyond the cap while it was read
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  record Content(byte[] bytes, long size, boolean truncated, Instant modified)
      implements ReadOutcome {}

  record NotFound() implements ReadOutcome {}

  record Refused(Refusal reason) implements ReadOutcome {}
}
