package hyperhive.privd.endpoint.operator;

import com.google.protobuf.ByteString;
import hyperhive.operator.v1.ListAgentStateFilesReply;
import hyperhive.operator.v1.PageContext;
import hyperhive.operator.v1.ReadAgentLogReply;
import hyperhive.operator.v1.ReadAgentStateFileReply;
import hyperhive.operator.v1.StateFile;
import hyperhive.privd.files.AgentStateFiles;
import hyperhive.privd.files.FileEntry;
import hyperhive.privd.files.ListOutcome;
import hyperhive.privd.files.ReadOutcome;
import hyperhive.privd.lifecycle.Lifecycle;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.registry.Agents;
import hyperhive.wire.AgentName;
import hyperhive.wire.RelativePath;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// What an agent has written, shown to the operator.
final class Files {
  static final int MOST_FILE_BYTES = 1 << 20;
  private static final int MOST_LOG_BYTES = 262_144;
  private static final String MISSING = "There is no such file or directory.";

  private final PageFrame frame;
  private final Agents agents;
  private final AgentStateFiles files;
  private final Lifecycle lifecycle;

  Files(PageFrame frame, Agents agents, AgentStateFiles files, Lifecycle lifecycle) {
    this.frame = frame;
    this.agents = agents;
    this.files = files;
    this.lifecycle = lifecycle;
  }

  ReadAgentStateFileReply read(String agent, String path) {
    RelativePath checked = RelativePath.parse(path);
    PageContext context = frame.context();
    AgentRecord owner = agents.require(AgentName.parse(agent));
    return switch (files.read(owner.name(), owner.uids(), checked, MOST_FILE_BYTES)) {
      case ReadOutcome.Content content ->
          ReadAgentStateFileReply.newBuilder()
              .setContext(context)
              .setContent(ByteString.copyFrom(content.bytes()))
              .setSize(content.size())
              .setModifiedMs(content.modified().toEpochMilli())
              .setTruncated(content.truncated())
              .build();
      case ReadOutcome.NotFound() -> throw Refusal.notFound(MISSING);
      case ReadOutcome.Refused(hyperhive.privd.files.Refusal reason) -> throw refused(reason);
    };
  }

  ListAgentStateFilesReply list(String agent, String path) {
    Optional<RelativePath> checked =
        path.isEmpty() ? Optional.empty() : Optional.of(RelativePath.parse(path));
    PageContext context = frame.context();
    AgentRecord owner = agents.require(AgentName.parse(agent));
    return switch (files.list(owner.name(), owner.uids(), checked)) {
      case ListOutcome.Entries entries -> listing(context, entries);
      case ListOutcome.NotFound() -> throw Refusal.notFound(MISSING);
      case ListOutcome.Refused(hyperhive.privd.files.Refusal reason) -> throw refused(reason);
    };
  }

  private static ListAgentStateFilesReply listing(
      PageContext context, ListOutcome.Entries entries) {
    ListAgentStateFilesReply.Builder reply =
        ListAgentStateFilesReply.newBuilder().setContext(context).setTruncated(entries.truncated());
    entries.entries().stream()
        .sorted(
            Comparator.comparing((FileEntry entry) -> entry.kind() != FileEntry.Kind.DIRECTORY)
                .thenComparing(FileEntry::name))
        .forEach(entry -> reply.addFiles(view(entry)));
    return reply.build();
  }

  private static StateFile view(FileEntry entry) {
    return StateFile.newBuilder()
        .setName(entry.name())
        .setKind(entry.kind().name().toLowerCase(Locale.ROOT))
        .setSize(entry.size())
        .setModifiedMs(entry.modified().toEpochMilli())
        .setUnreadableName(!entry.addressable())
        .build();
  }

  ReadAgentLogReply log(String agent, int maxBytes) {
    int bytes = Parsing.within("max_bytes", maxBytes, 1, MOST_LOG_BYTES);
    PageContext context = frame.context();
    return ReadAgentLogReply.newBuilder()
        .setContext(context)
        .setContent(ByteString.copyFrom(lifecycle.log(AgentName.parse(agent), bytes)))
        .build();
  }

  private static Refusal refused(hyperhive.privd.files.Refusal reason) {
    return switch (reason) {
      case BUSY -> Refusal.unavailable(reason.sentence());
      case TOO_LARGE, NOT_A_DIRECTORY -> Refusal.wrongState(reason.sentence());
      case NOT_REGULAR, FOREIGN_OWNER, SEVERAL_NAMES, OUTSIDE, SYMBOLIC_LINK, UNREADABLE ->
          Refusal.notAllowed(reason.sentence());
    };
  }
}
