package hyperhive.privd.lifecycle.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.privd.registry.RunningContainer;
import hyperhive.privd.sys.Command;
import hyperhive.privd.sys.HostProcessRunner;
import hyperhive.wire.AgentName;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What an agent finds when it looks for a way out.
@Tag("main-job")
@Tag("attack")
final class SandboxIsolationTest {
  private SandboxFixture hive;

  @BeforeEach
  void open() throws Exception {
    hive = new SandboxFixture();
  }

  @AfterEach
  void close() throws Exception {
    hive.close();
  }

  @Test
  void thereIsNoNetworkButLoopback() throws Exception {
    String said =
        hive.say(
            "alice",
            "tail -n +3 /proc/net/dev | cut -d: -f1; tail -n +2 /proc/net/route;"
                + " cut -c1-32 /proc/net/if_inet6");
    assertEquals(List.of("lo", "00000000000000000000000000000001"), said.strip().lines().toList());
  }

  @Test
  void servicesOnTheHostsLoopbackCannotBeReached() throws Exception {
    try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(
          "refused\n",
          hive.say(
              "alice",
              "perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(PeerAddr=>q(127.0.0.1),"
                  + "PeerPort=>"
                  + service.getLocalPort()
                  + ",Timeout=>2) ? qq(reached\\n) : qq(refused\\n)'"));
    }
  }

  @Test
  void rootInsideIsNobodyOutside() throws Exception {
    RunningContainer alice = hive.start("alice", "id -u; id -un; hostname; exec sleep 300");
    assertEquals("0\nroot\nh-alice\n", hive.awaitLog("alice", said -> said.endsWith("h-alice\n")));
    String map = Files.readString(Path.of("/proc", Long.toString(alice.initPid()), "uid_map"));
    assertEquals(
        List.of("0", Integer.toString(hive.uids("alice").base()), "1"),
        List.of(map.strip().split(" +")));
  }

  @Test
  void nothingOfTheHostsStateIsThere() throws Exception {
    hive.runtime.prepare(hive.spec("bob", ""));
    String looked =
        hive.say(
            "alice",
            "ls %s %s /var/lib /home /sys /boot /srv /opt 2>&1; ls /run; ls /"
                .formatted(hive.config.stateDir(), hive.config.runtimeDir()));
    assertFalse(looked.contains("bob"), looked);
    assertTrue(looked.contains("cannot access '" + hive.config.stateDir()), looked);
    assertTrue(looked.contains("cannot access '" + hive.config.runtimeDir()), looked);
    assertTrue(looked.contains("cannot access '/var/lib'"), looked);
    assertTrue(looked.contains("cannot access '/home'"), looked);
    assertTrue(looked.contains("cannot access '/sys'"), looked);
  }

  @Test
  void onlyItsOwnPlacesCanBeWritten() throws Exception {
    String tried =
        hive.say(
            "alice",
            "for d in / /usr /etc /config /run/hive /dev /opt/hyperhive/agentd /state /root /tmp"
                + " /run /dev/shm; do (: >$d/x) 2>/dev/null && echo $d; done");
    assertEquals(List.of("/state", "/root", "/tmp", "/run", "/dev/shm"), tried.lines().toList());
    assertTrue(Files.exists(hive.state("alice").resolve("x")));
  }

  @Test
  void everyFileSystemInMemoryHasASize() throws Exception {
    String mounts = hive.say("alice", "grep -w tmpfs /proc/self/mountinfo");
    for (String line : mounts.lines().toList()) {
      boolean device = line.contains(" - devtmpfs ");
      boolean readOnly = List.of(line.split(" ")).get(5).startsWith("ro");
      assertTrue(device || readOnly || line.contains("size="), line);
    }
  }

  @Test
  void stateIsMountedWithoutSetuidAndDevices() throws Exception {
    String mounts =
        hive.say("alice", "grep -E ' /(state|root|config|run/hive) ' /proc/self/mountinfo");
    assertEquals(4, mounts.lines().count(), mounts);
    assertTrue(mounts.lines().allMatch(line -> line.contains("nosuid,nodev")), mounts);
  }

  /// AF_VSOCK (40) reaches the hypervisor and, through it, neighbours.
  @Test
  void socketsOfOtherFamiliesAreRefused() throws Exception {
    String tried =
        hive.say(
            "alice",
            "perl -e 'for (1,2,10, 17,31,38,40,43,44) { socket(my $s, $_, 2, 0) and print qq($_\\n) }"
                + " socket(my $n, 16, 3, 0) and print qq(16\\n);"
                + " socket(my $v, 40, 1, 0) or print $!+0, qq(\\n)'");
    assertEquals(List.of("1", "2", "10", "16", "1"), tried.lines().toList());
  }

  @Test
  void namespacesMountsAndTracingAreRefused() throws Exception {
    String tried =
        hive.say(
            "alice",
            """
            try() { "$@" >/dev/null 2>&1 && echo "$*"; }
            try unshare -U true; try unshare -Ur true; try unshare -m true; try unshare -n true
            try mount -t tmpfs x /tmp; try umount /tmp; try mount --bind /state /usr
            try mount -o remount,rw /
            try perl -e 'exit !(syscall(165, q(x), q(/tmp), q(tmpfs), 0, 0) == 0)'
            try perl -e 'exit !(syscall(101, 0, 0, 0, 0) == 0)'
            try perl -e 'exit !(syscall(425, 8, 0) >= 0)'
            try perl -e 'exit !(syscall(323, 0) >= 0)'
            try perl -e 'exit !(syscall(250, 0, -3, 1) >= 0)'
            try true; true
            """);
    assertEquals("true\n", tried);
  }

  /// Two locks, each on its own: the filter answers EPERM, and the namespace that bubblewrap lies
  /// in (visible as a second mapping of uids) allows no more below it, which would be ENOSPC.
  @Test
  void newUserNamespacesAreRefusedTwice() throws Exception {
    String said =
        hive.say(
            "alice",
            "perl -e 'for ([272, 0x10000000], [56, 0x10000011]) {"
                + " syscall($_->[0], $_->[1], 0, 0, 0, 0) >= 0 or print $!+0, qq(\\n) }';"
                + " tr -s ' ' </proc/self/uid_map");
    assertEquals(List.of("1", "1", " 0 0 1"), said.lines().toList());
  }

  @Test
  void newNamespacesAreAlsoRefusedThroughClone3() throws Exception {
    assertEquals("38\n", hive.say("alice", "perl -e 'syscall(435, 0, 0); print $!+0, qq(\\n)'"));
  }

  @Test
  void itHasNoCapabilitiesAndCannotGetAny() throws Exception {
    assertEquals(
        "CapEff:0000000000000000\nCapBnd:0000000000000000\nNoNewPrivs:1\nSeccomp:2\n",
        hive.say(
            "alice",
            "grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status"
                + " | tr -d '\\t '"));
  }

  @Test
  void itsFirstProcessTellsNothingOfTheHost() throws Exception {
    String seen =
        hive.say(
            "alice",
            "tr '\\0' ' ' </proc/1/cmdline; tr '\\0' ' ' </proc/1/environ;"
                + " ls -l /proc/1/fd /proc/self/fd | sed 's/.* -> //'");
    assertFalse(seen.contains(hive.config.stateDir().toString()), seen);
    assertFalse(seen.contains("arguments"), seen);
    assertFalse(seen.contains("status.json"), seen);
    assertFalse(seen.contains("cgroup"), seen);
  }

  @Test
  void anotherAgentsUidIsStoppedAtTheGates() throws Exception {
    hive.runtime.prepare(hive.spec("alice", ""));
    Path socket = hive.layout.socketDirectory(AgentName.parse("alice"));
    Path state = hive.layout.agent(AgentName.parse("alice"));
    Path binds = hive.layout.mount(AgentName.parse("alice"));
    Files.setPosixFilePermissions(
        hive.state("alice"), PosixFilePermissions.fromString("rwxrwxrwx"));
    for (Path gate :
        List.of(socket.resolve("hive"), state.resolve("state"), binds.resolve("state"))) {
      assertEquals(0, listAs("alice", gate));
      assertEquals(2, listAs("bob", gate));
    }
    assertEquals(2, listAs("alice", hive.layout.log(AgentName.parse("alice"))));
  }

  private int listAs(String agent, Path directory) throws Exception {
    String uid = Integer.toString(hive.uids(agent).base());
    return new HostProcessRunner()
        .run(
            Command.of(
                "/usr/bin/setpriv",
                "--reuid",
                uid,
                "--regid",
                uid,
                "--clear-groups",
                "--",
                "/bin/ls",
                directory.toString()),
            Duration.ofSeconds(5),
            1000)
        .exitCode();
  }

  @Test
  void theEnvironmentIsWhatTheContractSays() throws Exception {
    String said = hive.say("alice", "env | grep -vE '^(PWD|OLDPWD|SHLVL|_)=' | sort; pwd");
    assertEquals(
        List.of(
            "GIT_AUTHOR_EMAIL=alice@hyperhive",
            "GIT_AUTHOR_NAME=alice",
            "GIT_COMMITTER_EMAIL=alice@hyperhive",
            "GIT_COMMITTER_NAME=alice",
            "HIVE_LABEL=alice",
            "HOME=/root",
            "JAVA_HOME=/opt/hyperhive/jdk",
            "LANG=C.UTF-8",
            "PATH=/opt/hyperhive/agentd/bin:/opt/hyperhive/jdk/bin:/usr/local/bin:/usr/bin:/bin",
            "/state"),
        said.lines().toList());
  }

  @Test
  void ordinaryProgramsFindWhatTheyNeed() throws Exception {
    String said =
        hive.say(
            "alice",
            "echo a b | awk '{print $2}'; grep nameserver /etc/resolv.conf; getent hosts localhost"
                + " | tr -s ' ' | head -1; git --version >/dev/null && echo git;"
                + " ls /etc/ssl/certs | grep -c . | grep -qv '^0' && echo certificates");
    assertEquals(
        List.of("b", "nameserver 192.0.2.1", "::1 localhost h-alice", "git", "certificates"),
        said.lines().toList());
  }

  @Test
  void theBundledJavaRuns() throws Exception {
    assertTrue(hive.say("alice", "java -Xshare:auto -version 2>&1").contains("version \"25"));
  }

  @Test
  void outputGoesToAFileTheAgentCannotReadOrFillTheDiskWith() throws Exception {
    String said = hive.say("alice", "(cat </proc/$$/fd/1) 2>&1; (: >/proc/$$/fd/1) 2>&1; true");
    assertTrue(said.lines().allMatch(line -> line.contains("Permission denied")), said);
    assertEquals(2, said.lines().count());
    byte[] raw = hive.runtime.log(AgentName.parse("alice"), 10);
    assertTrue(new String(raw, StandardCharsets.UTF_8).endsWith("END\n"));
  }
}
