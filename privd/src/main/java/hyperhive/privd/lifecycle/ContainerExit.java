package hyperhive.privd.lifecycle;

import hyperhive.privd.registry.RunningContainer;

/// A container's init ended.
///
/// @param exitCode as a shell would say it (128 + signal for a signal); -1 if it cannot be known
public record ContainerExit(RunningContainer container, int exitCode) {}
