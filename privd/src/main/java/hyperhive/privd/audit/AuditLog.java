package hyperhive.privd.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The append-only audit file. Each line is synced before the request it is about is answered.
public final class AuditLog implements AutoCloseable {
  private static final int MOST_TARGET = 200;

  private final Path file;
  private final Clock clock;
  private final FileChannel channel;
  private String lastHash;

  public AuditLog(Path file, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    this.channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    this.lastHash = endOfChain();
  }

  /// Goes on after the last whole line. What a crash left half-written stays as a damaged line.
  private String endOfChain() throws IOException {
    try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
      long length = reader.length();
      if (length > 0) {
        reader.seek(length - 1);
        if (reader.read() != '\n') {
          channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
      }
    }
    try (FileChannel reader = FileChannel.open(file, StandardOpenOption.READ)) {
      return lastWhole(new BackwardLines(reader, 0));
    }
  }

  private static String lastWhole(BackwardLines lines) throws IOException {
    for (Optional<String> line = lines.previous(); line.isPresent(); line = lines.previous()) {
      Optional<AuditEntry> entry = AuditLine.read(line.get());
      if (entry.isPresent()) {
        return entry.get().hash();
      }
    }
    return AuditLine.FIRST_PREVIOUS;
  }

  /// @throws IOException if it could not be put on disk; the request must then not be answered as
  ///     done
  public synchronized void append(
      String actor, String action, String target, String outcome, long micros) throws IOException {
    String shortTarget =
        target.length() > MOST_TARGET ? target.substring(0, MOST_TARGET) + "…" : target;
    AuditEntry entry =
        AuditLine.seal(clock.millis(), actor, action, shortTarget, outcome, micros, lastHash);
    ByteBuffer line =
        ByteBuffer.wrap((AuditLine.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    long before = channel.size();
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException failure) {
      // Half a line would swallow the next one.
      channel.truncate(before);
      throw failure;
    }
    lastHash = entry.hash();
  }

  /// A page of the newest entries, or of those before a cursor that an earlier page gave.
  ///
  /// @param before 0 for the newest
  /// @param limit at most this many lines
  public AuditPage page(long before, int limit) throws IOException {
    String newest;
    long end;
    synchronized (this) {
      newest = lastHash;
      end = channel.size();
    }
    try (FileChannel reader = FileChannel.open(file, StandardOpenOption.READ)) {
      boolean fromEnd = before == 0 || before >= end;
      BackwardLines lines = new BackwardLines(reader, fromEnd ? end : before);
      return AuditPage.read(lines, limit, fromEnd ? Optional.of(newest) : Optional.empty());
    }
  }

  /// Reads the whole file; for `privd verify-audit`.
  ///
  /// @return the numbers, from 1, of lines that are damaged or do not follow from the one before
  public static List<Long> verify(Path file) throws IOException {
    return AuditVerification.brokenLines(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
