package hyperhive.webd.model;

/// Questions that wait for the operator, and earlier ones to anybody.
public record Questions(PageContext context, Section<Question> open, Section<Question> closed) {}
