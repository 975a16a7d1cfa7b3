package hyperhive.privd.sys;

import java.io.IOException;
import java.time.Duration;

/// The one place where privd starts a process. An interface so that a test can see every start.
public interface ProcessRunner {

  /// Runs a program to its end; kills it and what it started when time is up.
  ///
  /// @param maxOutput bytes kept of its output and errors together; what is more is read and
  ///     dropped
  Finished run(Command command, Duration limit, int maxOutput) throws IOException;

  /// Starts a program that outlives the call, and may outlive privd: it gets `/dev/null` for its
  /// input, output and errors.
  Process detach(Command command) throws IOException;

  /// @param exitCode meaningless if time ran out
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  record Finished(int exitCode, boolean timedOut, byte[] output, boolean truncated) {}
}
