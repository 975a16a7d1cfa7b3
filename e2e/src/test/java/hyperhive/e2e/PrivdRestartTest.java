package hyperhive.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyperhive.e2e.kit.HiveConfig;
import hyperhive.e2e.kit.RunningHive;
import hyperhive.e2e.kit.Wait;
import hyperhive.e2e.kit.WithSandbox;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers outlive privd, and what they were told is not lost with it.
@WithSandbox
@Tag("attack")
final class PrivdRestartTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void k6TenAgentsGoOnWhenPrivdIsKilled() throws Exception {
    List<String> names = new ArrayList<>(List.of("manager", "alice", "bob"));
    HiveConfig config = HiveConfig.puppets();
    for (int i = 3; i < 10; i++) {
      names.add("agent-" + i);
      config = config.puppet("agent-" + i);
    }
    try (RunningHive hive = RunningHive.start(config)) {
      for (String name : names) {
        hive.operator().awaitAgent(name, "running");
      }
      Map<String, Long> before = inits(hive, names);
      Map<String, String> jobs = new LinkedHashMap<>();
      for (String name : names) {
        jobs.put(name, hive.puppet(name).begin("sleep 2; echo mark >> /state/marks"));
      }
      long privd = hive.privdPid();
      hive.killPrivd();
      Wait.until(PATIENCE, "another privd", () -> isAnother(hive, privd));
      Wait.until(PATIENCE, "a privd that answers", () -> isReady(hive));
      for (Map.Entry<String, String> job : jobs.entrySet()) {
        assertEquals(0, hive.puppet(job.getKey()).await(job.getValue()).code(), job.getKey());
      }
      assertEquals(before, inits(hive, names), "a container was started again");
      for (String name : names) {
        Path marks = hive.state(name).resolve("marks");
        assertEquals(List.of("mark"), Files.readAllLines(marks), name);
        assertEquals("after", hive.puppet(name).run("echo after").ok().strip());
      }
    }
  }

  /// Between two lives there is no file that says which.
  private static boolean isAnother(RunningHive hive, long privd) throws IOException {
    try {
      return hive.privdPid() != privd;
    } catch (NoSuchFileException between) {
      return false;
    }
  }

  private static boolean isReady(RunningHive hive) throws IOException {
    HttpURLConnection page =
        (HttpURLConnection) URI.create(hive.baseUrl() + "/readyz").toURL().openConnection();
    try {
      return page.getResponseCode() == 200;
    } finally {
      page.disconnect();
    }
  }

  private static Map<String, Long> inits(RunningHive hive, List<String> names) throws Exception {
    Map<String, Long> inits = new LinkedHashMap<>();
    for (String name : names) {
      inits.put(name, hive.initPid(name));
    }
    return inits;
  }
}
