package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;

/// One line of the audit log.
public record AuditEntry(
    Moment atMs,
    HostileText actor,
    HostileText action,
    HostileText target,
    HostileText outcome,
    long durationUs,
    String hash) {}
