package hyperhive.webd.model;

import java.util.List;

/// A directory of an agent's files.
public record FileList(PageContext context, List<StateFile> files, boolean truncated) {}
