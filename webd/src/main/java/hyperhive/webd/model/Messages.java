package hyperhive.webd.model;

import java.util.List;

/// Messages, newest first, and whom the operator can write to.
public record Messages(PageContext context, Section<Message> messages, List<String> agents) {}
