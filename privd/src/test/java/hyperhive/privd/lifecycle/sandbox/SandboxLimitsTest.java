package hyperhive.privd.lifecycle.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.privd.config.Limits;
import hyperhive.privd.sys.Descriptor;
import hyperhive.privd.sys.Opening;
import hyperhive.wire.AgentName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Limits are tried by going over them.
@Tag("main-job")
@Tag("attack")
final class SandboxLimitsTest {
  private SandboxFixture hive;

  @BeforeEach
  void open() throws Exception {
    hive = new SandboxFixture();
  }

  @AfterEach
  void close() throws Exception {
    hive.close();
  }

  private String sayWithin(Limits limits, String script) throws Exception {
    hive.runtime.start(hive.spec("alice", false, limits, script + "\necho END; exec sleep 300"));
    return hive.awaitLog("alice", said -> said.endsWith("END\n"));
  }

  @Test
  void takingMoreMemoryThanAllowedIsDeadly() throws Exception {
    String take = "perl -e '$x = q(x) x (%d * 1048576); print length $x, qq(\\n)'; echo code $?\n";
    String said =
        sayWithin(
            new Limits(64L << 20, 100, 64), take.replace("%d", "20") + take.replace("%d", "200"));
    assertEquals(
        List.of("20971520", "code 0", "code 137", "END"),
        said.lines().filter(line -> !line.equals("Killed")).toList());
  }

  @Test
  void memoryOfATreeOfProcessesCountsTogether() throws Exception {
    String said =
        sayWithin(
            new Limits(64L << 20, 100, 64),
            "for i in 1 2 3 4 5 6; do perl -e '$x = q(x) x 20971520; sleep 3; print qq(lived\\n)' & done; wait");
    assertTrue(said.lines().filter("lived"::equals).count() < 6, said);
  }

  @Test
  void moreTasksThanAllowedCannotBeMade() throws Exception {
    String said =
        sayWithin(
            new Limits(64L << 20, 100, 16),
            "perl -e 'my $n = 0; for (1..40) { my $p = fork; if (!defined $p) { last }"
                + " if (!$p) { sleep 300; exit } $n++ } print qq($n\\n)'");
    int made = Integer.parseInt(said.lines().findFirst().orElseThrow());
    assertTrue(made > 5 && made < 16, "made " + made);
  }

  @Test
  void processorTimeIsShared() throws Exception {
    String said =
        sayWithin(
            new Limits(64L << 20, 20, 64),
            "perl -MTime::HiRes=time -e 'my $end = time + 2; 1 while time < $end;"
                + " print((times)[0] + (times)[1], qq(\\n))'");
    double seconds = Double.parseDouble(said.lines().findFirst().orElseThrow());
    assertTrue(seconds < 1.0, "used " + seconds + " s of 2");
  }

  @Test
  void aFloodOfOutputIsCutAndItsEndKept() throws Exception {
    hive.start(
        "alice",
        "i=0; while [ $i -lt 12 ]; do head -c 3000000 /dev/zero | tr '\\0' x; echo; echo line $i;"
            + " sleep 0.5; i=$((i+1)); done; sleep 3; echo LAST; exec sleep 300");
    hive.awaitLog("alice", said -> said.endsWith("LAST\n"));
    Path output = hive.layout.log(AgentName.parse("alice")).resolve("output");
    Thread.sleep(2500);
    try (Descriptor log = Descriptor.open(output, Opening.READ)) {
      assertTrue(log.status().allocated() <= OutputLog.TRIM_ABOVE, "took " + log.status());
    }
    String end = new String(hive.runtime.log(AgentName.parse("alice"), 4), StandardCharsets.UTF_8);
    assertEquals("AST\n", end);
    assertFalse(hive.log("alice").contains("\0"));
  }
}
