package hyperhive.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.e2e.kit.HiveConfig;
import hyperhive.e2e.kit.Ran;
import hyperhive.e2e.kit.RunningHive;
import hyperhive.e2e.kit.WithSandbox;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What somebody who took over webd has: its user, and no file of the hive.
@WithSandbox
@Tag("attack")
final class WebUserTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Prints the error number of each path that could be opened, listed or connected to as 0.
  private static final String TRY =
      """
      use Socket;
      for my $path (@ARGV) {
        my $how = 0;
        if (!open(my $file, '<', $path)) { $how = $! + 0 }
        if ($how && opendir(my $directory, $path)) { $how = 0 }
        if ($how && open(my $file, '>>', $path)) { $how = 0 }
        socket(my $socket, AF_UNIX, SOCK_STREAM, 0) or die;
        if ($how && connect($socket, sockaddr_un($path))) { $how = 0 }
        print "$how $path\\n";
      }
      """;

  private static RunningHive hive;

  @BeforeAll
  static void begin() throws Exception {
    hive = RunningHive.start(HiveConfig.puppets());
    hive.operator().awaitAgent("alice", "running");
    hive.puppet("alice").run("echo secret > /state/canary; chmod -R 0777 /state").ok();
  }

  @AfterAll
  static void end() throws IOException {
    hive.close();
  }

  @Test
  void f16NothingOfTheHiveOpensForWebdsUser() throws Exception {
    List<String> open = opened(secrets()).stream().filter(line -> !refused(line)).toList();
    assertEquals(List.of(), open);
  }

  @Test
  void f16TheSameLookFindsWhatIsOpen() throws Exception {
    String operator = hive.runtimeDir().resolve("operator/operator.sock") + "";
    assertEquals(
        List.of("0 /etc/passwd", "0 " + operator), opened(List.of("/etc/passwd", operator)));
  }

  /// 13: permission denied, 2: no such file, each said by the kernel.
  private static boolean refused(String line) {
    return line.startsWith("13 ") || line.startsWith("2 ");
  }

  private static List<String> secrets() throws IOException {
    List<String> paths = new ArrayList<>(List.of("/etc/shadow", "/var/lib/hyperhive/privd"));
    paths.add(hive.stateDir() + "");
    for (String place : List.of("privd", "agents", "log", "builds")) {
      addTree(hive.stateDir().resolve(place), paths);
    }
    for (String place : List.of("agents", "mnt", "log", "launch", "hive")) {
      addTree(hive.runtimeDir().resolve(place), paths);
    }
    assertTrue(paths.contains(hive.state("alice").resolve("canary") + ""), paths.toString());
    assertTrue(paths.stream().anyMatch(path -> path.endsWith(".mv.db")), paths.toString());
    assertTrue(paths.stream().anyMatch(path -> path.endsWith("/agent.sock")), paths.toString());
    return paths;
  }

  /// Everything four levels deep, but not the programs that every container is shown.
  private static void addTree(Path top, List<String> paths) throws IOException {
    if (!Files.exists(top)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(top, 4)) {
      tree.filter(path -> !path.toString().matches(".*/mnt/[a-z]+/(jdk|agentd)/.*"))
          .forEach(path -> paths.add(path + ""));
    }
  }

  private static List<String> opened(List<String> paths) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid", "hyperhive-web", "--regid", "hyperhive-web"));
    command.addAll(List.of("--init-groups", "--no-new-privs", "--inh-caps=-all"));
    command.addAll(List.of("--bounding-set=-all", "perl", "-e", TRY));
    command.addAll(paths);
    return Ran.program(PATIENCE, command).ok().lines().toList();
  }

  @Test
  void webdHasNoCapabilityAndCannotGetOne() throws Exception {
    List<String> status = Files.readAllLines(Path.of("/proc", hive.webdPid() + "", "status"));
    for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
      assertTrue(status.contains(set + ":\t0000000000000000"), set + " in " + status);
    }
    assertTrue(status.contains("NoNewPrivs:\t1"), status.toString());
    assertFalse(status.stream().anyMatch(line -> line.matches("Uid:.*\\b0\\b.*")), status + "");
  }

  @Test
  void webdHoldsNothingOpenButItsOwnPackage() throws Exception {
    List<Path> open = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of("/proc", hive.webdPid() + "", "fd"))) {
      for (Path file : files) {
        Path target = Files.readSymbolicLink(file);
        if (target.startsWith(hive.stateDir())) {
          open.add(target);
        }
      }
    }
    // Its standard output was opened by root before it became webd.
    open.remove(hive.stateDir().resolve("log/webd.log"));
    assertEquals(
        List.of(), open.stream().distinct().filter(path -> !path.endsWith("webd.log")).toList());
  }
}
