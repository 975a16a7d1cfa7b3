package hyperhive.privd.lifecycle.sandbox;

import java.nio.file.Path;
import java.util.List;

/// What the sandbox runtime is told by privd's configuration.
///
/// @param jdkHome appears at `/opt/hyperhive/jdk`
/// @param agentdHome holds `bin/agentd` and `lib/`; appears at `/opt/hyperhive/agentd`
/// @param bubblewrap the program `bwrap`
/// @param allowUnlimited whether containers may run where limits cannot be had
/// @param dns addresses for `resolv.conf`
public record SandboxConfig(
    Path stateDir,
    Path runtimeDir,
    Path jdkHome,
    Path agentdHome,
    Path bubblewrap,
    boolean allowUnlimited,
    List<String> dns) {

  public SandboxConfig {
    for (Path path : List.of(stateDir, runtimeDir, jdkHome, agentdHome, bubblewrap)) {
      if (!path.isAbsolute() || !path.normalize().equals(path)) {
        throw new IllegalArgumentException("not an absolute, normal path: " + path);
      }
    }
    dns = List.copyOf(dns);
    for (String address : dns) {
      if (!address.matches("[0-9a-fA-F.:]{2,45}")) {
        throw new IllegalArgumentException("not an address of a DNS server: " + address);
      }
    }
  }
}
