package hyperhive.webd.model;

/// What an agent's container may use.
public record Limits(long memoryBytes, int cpuPercent, int tasks) {}
