package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.config.Limits;
import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.lifecycle.Isolation;
import hyperhive.privd.registry.UidBlock;
import hyperhive.privd.sys.Descriptor;
import hyperhive.privd.sys.Opening;
import hyperhive.privd.sys.ProcessIdentity;
import hyperhive.privd.sys.RawName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts one container that does nothing, as a uid no agent has, and looks at it from outside:
/// isolation that cannot be had must be an error before the first agent starts, not a surprise.
record HostProbe(
    SandboxLayout layout, Cgroups cgroups, Launcher launcher, AgentProcesses processes) {
  /// Not an agent's name, so its files and group are nobody else's.
  private static final String NAME = "_probe";

  private static final int FIRST_UID = 0x7f00_0000;
  private static final int BLOCKS = 128;
  private static final Limits LIMITS = new Limits(64L << 20, 50, 32);
  private static final List<String> COMMAND = List.of("/bin/sh", "-c", "kill -STOP $$");

  List<Isolation> run() throws ContainerException {
    launcher.requireProgram();
    Path directory = layout.launch(NAME);
    Path status = LaunchPlan.statusIn(directory);
    try {
      processes.end(NAME, uids(), status);
      try {
        return inspect(launch(directory));
      } finally {
        processes.end(NAME, uids(), status);
        TreeRemoval.remove(layout.launches(), NAME);
        TreeRemoval.remove(layout.mounts(), NAME);
      }
    } catch (IOException e) {
      throw new ContainerException("The isolation of containers cannot be tried on this host.", e);
    }
  }

  /// The last blocks of all, one by the daemon, so that several daemons may probe at once.
  private UidBlock uids() {
    int block = Math.floorMod(layout.instanceId().hashCode(), BLOCKS);
    return new UidBlock(FIRST_UID + block * UidBlock.SIZE);
  }

  private ProcessIdentity launch(Path directory) throws IOException, ContainerException {
    OwnedDirectory.ofRoot(directory, 0700);
    // Shows that agents' uids get as far as the binds made for them.
    OwnedDirectory.child(layout.mounts(), NAME, 0, uids().base(), 0710);
    BubblewrapArguments arguments =
        new BubblewrapArguments()
            .isolated("h-probe")
            .withHostPrograms()
            .withKernelFileSystems()
            .readOnly(layout.mounts().resolve(NAME), "/config");
    List<Path> groups = cgroups.create(NAME, LIMITS);
    Path output = directory.resolve("output");
    return launcher.launch(new LaunchPlan(uids(), directory, output, groups, arguments, COMMAND));
  }

  private List<Isolation> inspect(ProcessIdentity init) throws IOException, ContainerException {
    List<Isolation> found = new ArrayList<>();
    String map = Files.readString(proc(init, "uid_map")).strip().replaceAll(" +", " ");
    require(map.equals("0 " + uids().base() + " 1"), "The user namespace does not take hold.");
    found.add(new Isolation("user namespace", true, "root inside is an unprivileged uid outside"));
    require(namespaceDiffers(init, "net"), "The private network does not take hold.");
    found.add(new Isolation("private network", true, "loopback only"));
    requireInGroups(init);
    found.addAll(cgroups.isolations());
    // The launcher waited for the filter.
    found.add(new Isolation("seccomp filter", true, "sockets by family, no new namespaces"));
    requireOpenat2();
    found.add(new Isolation("file reads", true, "openat2, beneath a pinned directory"));
    return found;
  }

  private void requireInGroups(ProcessIdentity init) throws IOException, ContainerException {
    if (cgroups instanceof NoCgroups) {
      return;
    }
    require(
        cgroups.processes(NAME).contains(init.pid()),
        "Processes do not stay in their control group, so limits do not take hold.");
  }

  private static boolean namespaceDiffers(ProcessIdentity init, String kind) throws IOException {
    Path inside = Files.readSymbolicLink(proc(init, "ns").resolve(kind));
    return !inside.equals(Files.readSymbolicLink(Path.of("/proc/self/ns", kind)));
  }

  private static Path proc(ProcessIdentity init, String file) {
    return Path.of("/proc", Long.toString(init.pid()), file);
  }

  private void requireOpenat2() throws ContainerException {
    try (Descriptor directory = Descriptor.open(layout.launches(), Opening.DIRECTORY);
        Descriptor below = directory.openBeneath(RawName.of(NAME), Opening.DIRECTORY)) {
      below.status();
    } catch (IOException e) {
      throw new ContainerException("This kernel has no openat2; Linux 5.14 or later is needed.", e);
    }
  }

  private static void require(boolean holds, String message) throws ContainerException {
    if (!holds) {
      throw new ContainerException(message);
    }
  }
}
