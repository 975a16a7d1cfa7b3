package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;

/// The end of what a container wrote to its output.
public record Log(PageContext context, HostileText text) {}
