package hyperhive.privd.files;

import hyperhive.privd.registry.UidBlock;
import hyperhive.privd.sys.Descriptor;
import hyperhive.privd.sys.Errno;
import hyperhive.privd.sys.ErrnoException;
import hyperhive.privd.sys.FileStatus;
import hyperhive.privd.sys.Opening;
import hyperhive.privd.sys.RawName;
import hyperhive.wire.AgentName;
import hyperhive.wire.RelativePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The only way root looks at what an agent has written. The agent may exchange anything at any
/// moment, so the kernel resolves the whole path beneath the pinned directory in one call, and what
/// is checked afterwards is what was opened. Reaches `state/` only, never `harness/`.
public final class AgentStateFiles {
  public static final int MAX_ENTRIES = 1000;

  private final Path agents;

  /// @param stateDir privd's state directory; everything down to an agent's own `state/` is root's
  public AgentStateFiles(Path stateDir) {
    this.agents = stateDir.resolve("agents");
  }

  /// @param maxBytes a file that is larger when it is opened is refused; one that grows while it is
  ///     read is cut there
  public ReadOutcome read(AgentName agent, UidBlock owner, RelativePath path, int maxBytes) {
    try (Descriptor state = pin(agent);
        Descriptor file = state.openBeneath(RawName.of(path.value()), Opening.READ)) {
      FileStatus status = file.status();
      Optional<Refusal> refusal = refusalOf(status, owner, maxBytes);
      if (refusal.isPresent()) {
        return new ReadOutcome.Refused(refusal.get());
      }
      return content(file, status, maxBytes);
    } catch (ErrnoException e) {
      return missing(e) ? new ReadOutcome.NotFound() : new ReadOutcome.Refused(refusalFor(e));
    }
  }

  private static ReadOutcome content(Descriptor file, FileStatus status, int maxBytes)
      throws ErrnoException {
    byte[] bytes = file.read(maxBytes);
    boolean more = bytes.length == maxBytes && file.read(1).length > 0;
    return new ReadOutcome.Content(bytes, status.size(), more, status.modified());
  }

  private static Optional<Refusal> refusalOf(FileStatus status, UidBlock owner, int maxBytes) {
    if (status.kind() != FileStatus.Kind.FILE) {
      return Optional.of(Refusal.NOT_REGULAR);
    }
    if (!owner.contains(status.uid())) {
      return Optional.of(Refusal.FOREIGN_OWNER);
    }
    if (status.links() != 1) {
      return Optional.of(Refusal.SEVERAL_NAMES);
    }
    return status.size() > maxBytes ? Optional.of(Refusal.TOO_LARGE) : Optional.empty();
  }

  /// @param path empty for the state directory itself
  public ListOutcome list(AgentName agent, UidBlock owner, Optional<RelativePath> path) {
    RawName below = RawName.of(path.map(RelativePath::value).orElse("."));
    try (Descriptor state = pin(agent);
        Descriptor directory = state.openBeneath(below, Opening.DIRECTORY)) {
      if (!owner.contains(directory.status().uid())) {
        return new ListOutcome.Refused(Refusal.FOREIGN_OWNER);
      }
      return entries(directory);
    } catch (ErrnoException e) {
      if (e.is(Errno.ENOTDIR)) {
        return new ListOutcome.Refused(Refusal.NOT_A_DIRECTORY);
      }
      return missing(e) ? new ListOutcome.NotFound() : new ListOutcome.Refused(refusalFor(e));
    }
  }

  private static ListOutcome entries(Descriptor directory) throws ErrnoException {
    List<FileEntry> found = new ArrayList<>();
    for (List<RawName> names = directory.nextNames();
        !names.isEmpty();
        names = directory.nextNames()) {
      for (RawName name : names) {
        if (found.size() == MAX_ENTRIES) {
          return sorted(found, true);
        }
        entry(directory, name).ifPresent(found::add);
      }
    }
    return sorted(found, false);
  }

  private static ListOutcome sorted(List<FileEntry> found, boolean truncated) {
    found.sort(Comparator.comparing(FileEntry::name));
    return new ListOutcome.Entries(found, truncated);
  }

  /// Empty if it is gone since its name was read.
  private static Optional<FileEntry> entry(Descriptor directory, RawName name)
      throws ErrnoException {
    try {
      FileStatus status = directory.statusOf(name);
      ShownName shown = ShownName.of(name);
      FileEntry.Kind kind = kindOf(status.kind());
      long size = kind == FileEntry.Kind.FILE ? status.size() : 0;
      return Optional.of(new FileEntry(shown.text(), shown.exact(), kind, size, status.modified()));
    } catch (ErrnoException e) {
      if (e.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static FileEntry.Kind kindOf(FileStatus.Kind kind) {
    return switch (kind) {
      case FILE -> FileEntry.Kind.FILE;
      case DIRECTORY -> FileEntry.Kind.DIRECTORY;
      case SYMLINK, OTHER -> FileEntry.Kind.OTHER;
    };
  }

  private Descriptor pin(AgentName agent) throws ErrnoException {
    return Descriptor.open(agents.resolve(agent.value()).resolve("state"), Opening.DIRECTORY);
  }

  private static boolean missing(ErrnoException e) {
    return e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ENAMETOOLONG);
  }

  private static Refusal refusalFor(ErrnoException e) {
    return switch (e.errno()) {
      case Errno.EXDEV -> Refusal.OUTSIDE;
      case Errno.ELOOP -> Refusal.SYMBOLIC_LINK;
      case Errno.ENXIO, Errno.ENODEV, Errno.EISDIR -> Refusal.NOT_REGULAR;
      case Errno.EAGAIN -> Refusal.BUSY;
      default -> Refusal.UNREADABLE;
    };
  }
}
