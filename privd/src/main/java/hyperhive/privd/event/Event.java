package hyperhive.privd.event;

/// A change and its place in the order of all changes.
public record Event(long seq, Change change) {}
