package hyperhive.webd.model;

/// One approval on its own page.
public record ApprovalDetail(PageContext context, Approval approval) {}
