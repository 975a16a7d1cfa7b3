package hyperhive.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.e2e.kit.HiveConfig;
import hyperhive.e2e.kit.Ran;
import hyperhive.e2e.kit.RunningHive;
import hyperhive.e2e.kit.Wait;
import hyperhive.e2e.kit.WithSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What an agent of a running hive can reach of the host and of its neighbours: all of it is tried
/// by the agent's own command.
@WithSandbox
@Tag("attack")
final class FromInsideTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CANARY = "canary-of-bob";

  private static RunningHive hive;

  @BeforeAll
  static void begin() throws Exception {
    hive = RunningHive.start(HiveConfig.puppets());
    hive.operator().awaitAgent("alice", "running");
    hive.operator().awaitAgent("bob", "running");
    hive.puppet("bob").run("echo secret > /state/" + CANARY + "; chmod -R 0777 /state").ok();
  }

  @AfterAll
  static void end() throws IOException {
    hive.close();
  }

  @Test
  void noAddressOfTheHostIsReached() throws Exception {
    try (ServerSocket service = new ServerSocket(0)) {
      List<String> targets = new ArrayList<>();
      for (InetAddress address : hostAddresses()) {
        try (Socket control = new Socket(address, service.getLocalPort())) {
          assertTrue(control.isConnected());
        }
        String host = address.getHostAddress().replaceAll("%.*", "");
        targets.add(host + " " + service.getLocalPort());
        targets.add(host + " " + hive.port());
      }
      assertTrue(targets.size() >= 2, targets.toString());
      assertEquals("done\n", inside(connectTo(targets)));
    }
  }

  /// A script that prints each target that answers.
  private static String connectTo(List<String> targets) {
    return """
        perl -MIO::Socket::IP -ne '
          chomp; my ($host, $port) = split / /;
          print "reached $_\\n"
            if IO::Socket::IP->new(PeerHost => $host, PeerPort => $port, Timeout => 2);
        ' <<'END'
        %s
        END
        echo done
        """
        .formatted(String.join("\n", targets));
  }

  private static List<InetAddress> hostAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLinkLocalAddress())
        .toList();
  }

  @Test
  void thereIsNoRouteAndNoInterfaceButLoopback() throws Exception {
    String seen =
        inside("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '; tail -n +2 /proc/net/route");
    assertEquals("lo\n", seen);
  }

  @Test
  void noOtherAgentsSocketAndNothingOfTheHostsState() throws Exception {
    String sockets = inside("find / -path /proc -prune -o -type s -print 2>/dev/null");
    assertEquals("/run/hive/agent.sock\n", sockets);
    String found = inside("find / -path /proc -prune -o -name '%s*' -print 2>&1".formatted(CANARY));
    assertEquals("", found.replaceAll("(?m)^find: .*: Permission denied\n", ""));
    for (Path place : List.of(Path.of("/var/lib/hyperhive"), hive.stateDir(), hive.runtimeDir())) {
      assertTrue(hive.puppet("alice").run("ls " + place).output().contains("No such file"));
    }
  }

  @Test
  void neighboursAreNotSeenThroughProc() throws Exception {
    String seen = inside("cat /proc/[0-9]*/cmdline | tr '\\0' ' '; ls /proc/1/root/ /proc/1/cwd/");
    assertFalse(seen.contains(hive.stateDir().toString()), seen);
    assertFalse(seen.contains("privd"), seen);
    assertFalse(seen.contains(CANARY), seen);
  }

  @Test
  void rootInsideIsNotRootOutside() throws Exception {
    assertEquals("0\n", inside("id -u; touch /state/mine"));
    long owner =
        ((Number) Files.getAttribute(hive.state("alice").resolve("mine"), "unix:uid")).longValue();
    assertTrue(owner >= hive.rootUid(0) && owner < hive.rootUid(16), "owned by " + owner);
    String refused = inside("chown 1:1 /state/mine 2>&1; mknod /state/dev c 1 1 2>&1; echo done");
    assertEquals(3, refused.lines().count(), refused);
  }

  /// Abstract sockets belong to a network namespace, not to a directory.
  @Test
  void a5AbstractSocketsOfTheHostAreNotThere() throws Exception {
    String name = "hive-e2e-" + hive.pid();
    Process listener =
        new ProcessBuilder(
                "perl",
                "-MIO::Socket::UNIX",
                "-e",
                "my $s = IO::Socket::UNIX->new(Local => qq(\\0%s), Listen => 5) or die; sleep 120"
                    .formatted(name))
            .start();
    try {
      Wait.until(
          PATIENCE, "the socket", () -> Files.readString(Path.of("/proc/net/unix")).contains(name));
      assertEquals(
          "111\n",
          inside(
              "perl -MIO::Socket::UNIX -e 'print IO::Socket::UNIX->new(Peer => qq(\\0%s)) ? 0 : $!+0, qq(\\n)'"
                  .formatted(name)));
      assertFalse(inside("cat /proc/net/unix").contains("@"), "an abstract socket is seen");
    } finally {
      listener.destroyForcibly();
    }
  }

  @Test
  void vsockIsRefused() throws Exception {
    assertEquals("1\n", inside("perl -e 'socket(my $s, 40, 1, 0) and exit; print $!+0, qq(\\n)'"));
  }

  @Test
  void anotherAgentsProcessesCannotBeSignalled() throws Exception {
    long victim = hive.initPid("bob");
    hive.puppet("alice").run("kill -9 %d".formatted(victim));
    assertTrue(ProcessHandle.of(victim).isPresent());
  }

  private static String inside(String script) throws Exception {
    Ran ran = hive.puppet("alice").run(script);
    return ran.output();
  }
}
