package hyperhive.e2e.kit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Prints the end of every running hive's logs when a test fails.
public final class HiveLogs implements AfterTestExecutionCallback {
  private static final Set<RunningHive> RUNNING = ConcurrentHashMap.newKeySet();
  private static final int LINES = 40;

  static void watch(RunningHive hive) {
    RUNNING.add(hive);
  }

  static void forget(RunningHive hive) {
    RUNNING.remove(hive);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      RUNNING.forEach(HiveLogs::print);
    }
  }

  private static void print(RunningHive hive) {
    System.err.println("---- hive\n" + end(hive.printed()));
    System.err.println("---- privd\n" + end(hive.daemonLog("privd")));
    System.err.println("---- webd\n" + end(hive.daemonLog("webd")));
  }

  private static String end(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }
}
