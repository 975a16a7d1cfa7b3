package hyperhive.privd.config;

/// What one container may use.
///
/// @param memoryBytes resident memory of the whole tree, in bytes
/// @param cpuPercent of one core; 150 is one and a half cores
/// @param tasks processes and threads together
public record Limits(long memoryBytes, int cpuPercent, int tasks) {
  public static final Limits DEFAULT = new Limits(2L << 30, 50, 512);

  public Limits {
    if (memoryBytes < 1 << 20 || cpuPercent < 1 || tasks < 8) {
      throw new IllegalArgumentException("limits too small to run anything");
    }
  }
}
