package hyperhive.privd.registry;

import hyperhive.wire.AgentName;

/// How a container is found again after a restart of privd: a pid alone could have been reused.
///
/// @param bootId `/proc/sys/kernel/random/boot_id` when it started
/// @param initPid the container's init, as the host numbers it
/// @param startTicks field 22 of `/proc/<initPid>/stat`, in clock ticks since boot
public record RunningContainer(AgentName agent, String bootId, long initPid, long startTicks) {}
