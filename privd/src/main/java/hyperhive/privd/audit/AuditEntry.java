package hyperhive.privd.audit;

/// One line of the audit log.
///
/// @param atMs Unix time
/// @param actor an operator's name, `agent:<name>`, `webd` before a login, `root` or `privd`
/// @param action the request's name, or what privd did by itself
/// @param target what it was about; empty if nothing in particular
/// @param outcome `ok` or the category of the refusal
/// @param durationMicros how long it took
/// @param previous hash of the line before
/// @param hash over all of the above
public record AuditEntry(
    long atMs,
    String actor,
    String action,
    String target,
    String outcome,
    long durationMicros,
    String previous,
    String hash) {}
