package hyperhive.privd.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("main-job")
@Tag("attack")
final class AuditLogTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("audit.log");
  }

  private AuditLog open() throws IOException {
    return new AuditLog(file(), Clock.systemUTC());
  }

  private void write(int count) throws IOException {
    try (AuditLog log = open()) {
      for (int i = 0; i < count; i++) {
        log.append("op", "Act", "target " + i, "ok", i);
      }
    }
  }

  @Test
  void theChainGoesOnOverRestarts() throws IOException {
    write(3);
    write(2);
    assertEquals(List.of(), AuditLog.verify(file()));
    try (AuditLog log = open()) {
      assertTrue(log.page(0, 2).chainIntact());
      assertTrue(log.page(0, 100).chainIntact());
    }
  }

  @Test
  void pagesMeetWithoutGapOrOverlap() throws IOException {
    write(25);
    try (AuditLog log = open()) {
      List<String> targets = new ArrayList<>();
      long before = 0;
      do {
        AuditPage page = log.page(before, 10);
        assertTrue(page.chainIntact());
        page.entries().forEach(entry -> targets.add(entry.target()));
        before = page.nextBefore();
      } while (before != 0);
      assertEquals(25, targets.size());
      assertEquals("target 24", targets.getFirst());
      assertEquals("target 0", targets.getLast());
    }
  }

  @Test
  void aChangedLineIsFound() throws IOException {
    write(10);
    edit(lines -> lines.set(4, lines.get(4).replace("target 4", "target 5")));
    assertEquals(List.of(5L, 6L), AuditLog.verify(file()));
    try (AuditLog log = open()) {
      assertFalse(log.page(0, 100).chainIntact());
      assertTrue(log.page(0, 3).chainIntact());
    }
  }

  @Test
  void aLineLeftOutIsFoundAlsoTheFirstAndOneBetweenPages() throws IOException {
    write(10);
    edit(lines -> lines.remove(4));
    assertEquals(List.of(5L), AuditLog.verify(file()));
    try (AuditLog log = open()) {
      assertFalse(log.page(0, 5).chainIntact());
    }
    Files.delete(file());
    write(3);
    edit(List::removeFirst);
    assertEquals(List.of(1L), AuditLog.verify(file()));
    try (AuditLog log = open()) {
      assertFalse(log.page(0, 10).chainIntact());
    }
  }

  @Test
  void anEndCutOffUnderARunningPrivdIsFound() throws IOException {
    try (AuditLog log = open()) {
      for (int i = 0; i < 5; i++) {
        log.append("op", "Act", "target", "ok", 0);
      }
      edit(List::removeLast);
      assertFalse(log.page(0, 10).chainIntact());
    }
  }

  private void edit(java.util.function.Consumer<List<String>> change) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    change.accept(lines);
    Files.writeString(file(), String.join("\n", lines) + "\n");
  }

  @Test
  void aHalfWrittenLastLineStaysDamagedAndTheChainGoesOn() throws IOException {
    write(3);
    Files.writeString(file(), "{\"previous\":\"ab", StandardOpenOption.APPEND);
    write(2);
    assertEquals(List.of(4L), AuditLog.verify(file()));
    try (AuditLog log = open()) {
      AuditPage page = log.page(0, 100);
      assertEquals(1, page.damaged());
      assertEquals(5, page.entries().size());
    }
  }

  @Test
  void whatIsUglyIsOneLine() throws IOException {
    try (AuditLog log = open()) {
      log.append("op\nroot", "Act", "a\nb\u2028\uD83D\uDE00".repeat(300), "ok", 1);
    }
    assertEquals(1, Files.readAllLines(file()).size());
    assertEquals(List.of(), AuditLog.verify(file()));
  }
}
