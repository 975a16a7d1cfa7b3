package hyperhive.webd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as a process: its configuration, its exit codes, its one line.
@Tag("main-job")
class StartTest {
  private static final int CONFIGURATION = 78;

  @TempDir Path directory;

  private record Ended(int code, String output, String errors) {}

  @Test
  @Tag("attack")
  void w19AnAddressInUseEndsItWithoutAReadyLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = run("--listen", "127.0.0.1:" + taken.getLocalPort());
      assertNotEquals(0, ended.code());
      assertNotEquals(CONFIGURATION, ended.code());
      assertFalse(ended.output().contains("ready"), ended.output());
    }
  }

  @Test
  void anOpenAddressNeedsHttpsAndTheMessageNamesSsh() throws Exception {
    Ended ended = run("--listen", "0.0.0.0:7000");
    assertEquals(CONFIGURATION, ended.code());
    assertTrue(ended.errors().contains("ssh -L 7000:127.0.0.1:7000"), ended.errors());
    assertEquals(
        CONFIGURATION, run("--listen", "0.0.0.0:7000", "--public-origin", "http://a").code());
  }

  @Test
  void whateverIsWrongInTheConfigurationHasItsOwnCode() throws Exception {
    for (String toml :
        List.of(
            "lisen = \"127.0.0.1:7000\"",
            "listen = 7000",
            "listen = \"nowhere\"",
            "listen = \"127.0.0.1:0\"",
            "public_origin = \"https://a/b\"",
            "public_origin = \"ftp://a\"",
            "listen = \"unix:/tmp/x\"",
            "[listen]",
            "=")) {
      Path file = directory.resolve("webd.toml");
      Files.writeString(file, toml);
      Ended ended = run("--config", file.toString());
      assertEquals(CONFIGURATION, ended.code(), toml + ended.errors());
      assertTrue(ended.errors().startsWith("webd: "), ended.errors());
    }
    assertEquals(CONFIGURATION, run("--config", "/does/not/exist").code());
    assertEquals(CONFIGURATION, run("--unknown").code());
  }

  @Test
  void itSaysReadyAndStopsWhenAsked() throws Exception {
    int port = Fixture.freePort();
    Path file = directory.resolve("webd.toml");
    Files.writeString(
        file,
        "socket = \"%s\"\nlisten = \"127.0.0.1:%d\"\n"
            .formatted(directory.resolve("none.sock"), port));
    Process process = start(List.of("--config", file.toString()));
    try {
      String line = process.inputReader().readLine();
      assertEquals("webd ready http://127.0.0.1:" + port + "/", line);
      process.destroy();
      assertTrue(process.waitFor(5, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
  }

  private static Ended run(String... arguments) throws IOException, InterruptedException {
    Process process = start(List.of(arguments));
    try {
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it did not end");
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.exitValue(), output, errors);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "hyperhive.webd.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command).start();
  }
}
