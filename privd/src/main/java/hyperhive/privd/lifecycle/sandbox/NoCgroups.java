package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.config.Limits;
import hyperhive.privd.lifecycle.Isolation;
import java.nio.file.Path;
import java.util.List;

/// No limits at all, because the configuration said that is acceptable.
record NoCgroups() implements Cgroups {
  private static final String WHY = "this host has no usable control groups (allow_unlimited)";

  @Override
  public List<Path> create(String name, Limits limits) {
    return List.of();
  }

  @Override
  public List<Long> processes(String name) {
    return List.of();
  }

  @Override
  public void remove(String name) {}

  @Override
  public void removeParent() {}

  @Override
  public List<Isolation> isolations() {
    return List.of(
        new Isolation("memory limit", false, WHY),
        new Isolation("task limit", false, WHY),
        new Isolation("cpu limit", false, WHY));
  }
}
