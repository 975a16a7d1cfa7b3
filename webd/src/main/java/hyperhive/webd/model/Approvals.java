package hyperhive.webd.model;

/// Approvals that wait, and earlier ones.
public record Approvals(PageContext context, Section<Approval> pending, Section<Approval> closed) {}
