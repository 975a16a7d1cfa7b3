package hyperhive.privd.lifecycle;

/// One promise of the boundary and whether it holds on this host; shown on the overview.
///
/// @param name for example "memory limits"
/// @param holds false only where the configuration accepts that by name
/// @param detail how it is had, or why not, in a sentence
public record Isolation(String name, boolean holds, String detail) {}
