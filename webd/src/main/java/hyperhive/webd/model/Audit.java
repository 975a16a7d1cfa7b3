package hyperhive.webd.model;

import java.util.List;

/// A page of the audit log, newest first.
///
/// @param nextBefore where the next page begins, 0 if there is none
/// @param damaged lines that could not be read
public record Audit(
    PageContext context,
    List<AuditEntry> entries,
    long nextBefore,
    boolean chainIntact,
    int damaged) {}
