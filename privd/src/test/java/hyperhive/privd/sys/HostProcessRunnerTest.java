package hyperhive.privd.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
@Tag("attack")
final class HostProcessRunnerTest {
  private final HostProcessRunner runner = new HostProcessRunner();

  @Test
  void n3OnlyAnAbsoluteProgramAndKnownVariablesAreAccepted() {
    assertThrows(IllegalArgumentException.class, () -> Command.of("ls"));
    assertThrows(IllegalArgumentException.class, () -> Command.of());
    assertThrows(IllegalArgumentException.class, () -> Command.of("/bin/ls", "a\0b"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Command(List.of("/bin/ls"), Map.of("LD_PRELOAD", "/tmp/x.so")));
  }

  @Test
  void n3AProgramSeesNothingOfPrivd() throws Exception {
    ProcessRunner.Finished done =
        runner.run(Command.of("/usr/bin/env"), Duration.ofSeconds(5), 4096);
    List<String> names =
        text(done).lines().map(line -> line.replaceAll("=.*", "")).sorted().toList();
    assertEquals(List.of("LANG", "PATH"), names);
    assertEquals("/\n", text(runner.run(Command.of("/bin/pwd"), Duration.ofSeconds(5), 4096)));
  }

  @Test
  void n3ArgumentsAreNoShellWords() throws Exception {
    ProcessRunner.Finished done =
        runner.run(
            Command.of("/usr/bin/printf", "%s\\n", "$(id)", "a;b", "*"), Duration.ofSeconds(5), 99);
    assertEquals("$(id)\na;b\n*\n", text(done));
  }

  @Test
  void aProgramThatTakesTooLongIsEndedWithItsChildren() throws Exception {
    long started = System.nanoTime();
    ProcessRunner.Finished done =
        runner.run(
            Command.of("/bin/sh", "-c", "sleep 61 & echo $!; wait"), Duration.ofMillis(300), 99);
    assertTrue(done.timedOut());
    assertTrue(Duration.ofNanos(System.nanoTime() - started).toSeconds() < 5);
    assertFalse(ProcessTable.isRunning(Long.parseLong(text(done).strip())));
  }

  @Test
  void outputIsCappedAndTheRestDropped() throws Exception {
    ProcessRunner.Finished done =
        runner.run(
            Command.of("/usr/bin/head", "-c", "10000000", "/dev/zero"), Duration.ofSeconds(9), 10);
    assertEquals(0, done.exitCode());
    assertEquals(10, done.output().length);
    assertTrue(done.truncated());
  }

  private static String text(ProcessRunner.Finished done) {
    return new String(done.output(), StandardCharsets.UTF_8);
  }
}
