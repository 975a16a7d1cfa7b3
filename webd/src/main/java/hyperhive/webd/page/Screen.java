package hyperhive.webd.page;

/// What a template gets: the frame and the page's own model.
public record Screen<M>(Frame frame, M model) {}
