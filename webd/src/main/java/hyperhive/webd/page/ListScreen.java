package hyperhive.webd.page;

/// A list that goes on over pages.
///
/// @param before where this page of it begins, 0 for the newest
public record ListScreen<M>(long before, M list) {}
