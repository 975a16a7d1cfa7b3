package hyperhive.privd.lifecycle;

import hyperhive.privd.config.Limits;
import hyperhive.privd.registry.UidBlock;
import hyperhive.wire.AgentName;
import java.nio.file.Path;

/// What a runtime needs to start one container.
///
/// @param manager whether it also sees the other agents' directories under `/agents`
/// @param uids the agent's block of host uids
/// @param config directory on the host whose content appears read-only at `/config`
public record ContainerSpec(
    AgentName agent, boolean manager, UidBlock uids, Limits limits, Path config) {}
