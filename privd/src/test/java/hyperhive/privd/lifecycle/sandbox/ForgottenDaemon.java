package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.lifecycle.ContainerSpec;
import hyperhive.privd.registry.RunningContainer;
import hyperhive.privd.registry.UidBlock;
import hyperhive.privd.sys.HostProcessRunner;
import hyperhive.wire.AgentName;
import java.nio.file.Path;
import java.util.List;

/// A daemon in a process of its own that starts one container, says so and waits to be killed.
final class ForgottenDaemon {
  private ForgottenDaemon() {}

  /// @param arguments state directory, runtime directory, agentd's home, configuration, uid block
  public static void main(String[] arguments) throws Exception {
    SandboxConfig config =
        new SandboxConfig(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Path.of(System.getProperty("java.home")),
            Path.of(arguments[2]),
            Path.of("/usr/bin/bwrap"),
            false,
            List.of());
    SandboxRuntime runtime = SandboxRuntime.open(config, new HostProcessRunner());
    RunningContainer alice =
        runtime.start(
            new ContainerSpec(
                AgentName.parse("alice"),
                false,
                new UidBlock(Integer.parseInt(arguments[4])),
                SandboxFixture.LIMITS,
                Path.of(arguments[3])));
    System.out.println(alice.initPid() + " " + alice.startTicks());
    Thread.sleep(60_000);
  }
}
