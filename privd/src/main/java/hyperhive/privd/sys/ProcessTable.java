package hyperhive.privd.sys;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The processes of the host, as `/proc` shows them.
public final class ProcessTable {
  private static final Pattern UIDS =
      Pattern.compile("^Uid:\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)", Pattern.MULTILINE);
  private static final Pattern STATE = Pattern.compile("^State:\\s+(\\S)", Pattern.MULTILINE);
  private static final Pattern SECCOMP = Pattern.compile("^Seccomp:\\s+2$", Pattern.MULTILINE);

  private ProcessTable() {}

  /// Every process that has one of its uids (real, effective, saved, file system) among these and
  /// has not ended yet.
  public static List<ProcessIdentity> withUid(LongPredicate uids) throws IOException {
    List<ProcessIdentity> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path entry : entries) {
        long pid = Long.parseLong(entry.getFileName().toString());
        if (status(pid).filter(text -> hasUid(text, uids) && !ended(text)).isPresent()) {
          ProcessIdentity.of(pid).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /// Whether the process has a seccomp filter on it.
  public static boolean isFiltered(long pid) {
    return status(pid).filter(text -> SECCOMP.matcher(text).find()).isPresent();
  }

  /// Whether the process is there and has not ended; a zombie has.
  public static boolean isRunning(long pid) {
    return status(pid).filter(text -> !ended(text)).isPresent();
  }

  private static Optional<String> status(long pid) {
    try {
      return Optional.of(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
    } catch (IOException e) {
      return Optional.empty(); // it ended in the meantime
    }
  }

  private static boolean hasUid(String status, LongPredicate uids) {
    Matcher matcher = UIDS.matcher(status);
    if (!matcher.find()) {
      return false;
    }
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (uids.test(Long.parseLong(matcher.group(group)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean ended(String status) {
    Matcher matcher = STATE.matcher(status);
    return matcher.find() && (matcher.group(1).equals("Z") || matcher.group(1).equals("X"));
  }
}
