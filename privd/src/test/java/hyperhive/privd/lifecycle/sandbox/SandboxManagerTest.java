package hyperhive.privd.lifecycle.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.wire.AgentName;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the manager sees of the agents, and what it must not.
@Tag("main-job")
@Tag("attack")
final class SandboxManagerTest {
  private static final AgentName BOB = AgentName.parse("bob");

  private SandboxFixture hive;

  @BeforeEach
  void open() throws Exception {
    hive = new SandboxFixture();
  }

  @AfterEach
  void close() throws Exception {
    hive.close();
  }

  /// Runs a script in the manager each time the fixture puts a new one into its state.
  private void startManager() throws Exception {
    hive.runtime.start(
        hive.spec(
            "manager",
            true,
            SandboxFixture.LIMITS,
            "while :; do [ -e /state/ask ] && sh /state/ask 2>&1 && rm /state/ask && echo END;"
                + " sleep 0.02; done"));
  }

  private String ask(String script) throws Exception {
    int before = hive.log("manager").length();
    Path asked = hive.state("manager").resolve("asked");
    Files.writeString(asked, "{ " + script + "; } 2>&1; true\n");
    Files.setPosixFilePermissions(asked, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(asked, hive.state("manager").resolve("ask"));
    String all = hive.awaitLog("manager", text -> text.length() > before && text.endsWith("END\n"));
    return all.substring(before, all.length() - "END\n".length());
  }

  @Test
  void anAgentMadeLaterAppearsInARunningManager() throws Exception {
    startManager();
    assertEquals("manager\n", ask("ls /agents"));
    hive.runtime.prepare(hive.spec("bob", ""));
    assertEquals("bob\nmanager\n", ask("ls /agents"));
    assertEquals("config\nstate\n", ask("ls /agents/bob"));
    assertEquals("", ask("echo x >/agents/bob/config/agent.toml"));
    assertTrue(Files.exists(hive.layout.agent(BOB).resolve("config").resolve("agent.toml")));
  }

  @Test
  void nothingIsShownBeforeTheManagersOwnGateIsThere() throws Exception {
    hive.runtime.manager(AgentName.parse("manager"), hive.uids("manager"));
    hive.runtime.prepare(hive.spec("bob", ""));
    assertFalse(Files.exists(hive.layout.mount(AgentName.parse("manager"))));
    startManager();
    assertEquals("bob\nmanager\n", ask("ls /agents"));
  }

  @Test
  void stateOfAgentsIsReadOnlyAndItsLinksAreNotFollowed() throws Exception {
    String write = "echo hello >/state/note; ln -s note /state/link; ln -s /root /state/home";
    hive.runtime.prepare(hive.spec("manager", true, SandboxFixture.LIMITS, ""));
    hive.say("bob", write);
    startManager();
    hive.say("carol", write);
    for (String name : new String[] {"bob", "carol"}) {
      String state = "/agents/" + name + "/state";
      assertEquals("hello\n", ask("cat " + state + "/note"));
      assertTrue(ask("cat " + state + "/link").contains("symbolic links"));
      assertTrue(ask("ls " + state + "/home/").contains("symbolic links"));
      assertTrue(ask("echo x >" + state + "/new").contains("Read-only"));
      String mounts = ask("grep ' " + state + " ' /proc/self/mountinfo");
      assertTrue(mounts.contains("ro,nosuid,nodev"), mounts);
      assertTrue(mounts.contains("nosymfollow"), mounts);
      assertFalse(mounts.contains("idmapped"), mounts);
    }
  }

  @Test
  void anAgentSeesNeitherOtherAgentsNorItsOwnWorkTree() throws Exception {
    hive.runtime.prepare(hive.spec("manager", true, SandboxFixture.LIMITS, ""));
    assertTrue(hive.say("bob", "ls /agents 2>&1").contains("No such file"));
    assertEquals("run.sh\n", hive.say("carol", "ls /config"));
    Path config = hive.layout.agent(BOB).resolve("config");
    assertEquals(
        hive.uids("manager").base(), Files.getAttribute(config, "unix:uid"), "owner of config");
  }

  @Test
  void whatIsPurgedLeavesARunningManagerAndMayComeBack() throws Exception {
    hive.runtime.prepare(hive.spec("manager", true, SandboxFixture.LIMITS, ""));
    hive.say("bob", "echo old >/state/note");
    startManager();
    assertEquals("old\n", ask("cat /agents/bob/state/note"));
    hive.kill("bob");
    hive.runtime.purge(BOB, hive.uids("bob"));
    assertEquals("manager\n", ask("ls /agents"));
    hive.say("bob", "echo new >/state/note");
    assertEquals("new\n", ask("cat /agents/bob/state/note"));
  }

  @Test
  void whatIsReleasedStaysVisibleAndComesBackAsItWas() throws Exception {
    startManager();
    hive.say("bob", "echo kept >/state/note; echo login >/root/login");
    hive.kill("bob");
    hive.runtime.release(BOB, hive.uids("bob"));
    assertEquals("kept\n", ask("cat /agents/bob/state/note"));
    assertEquals("kept\nlogin\n", hive.say("bob", "cat /state/note /root/login"));
  }

  @Test
  void aNewManagerGetsWhatTheOldOneWrote() throws Exception {
    startManager();
    hive.runtime.prepare(hive.spec("bob", ""));
    Path victim = Files.writeString(hive.root.resolve("victim"), "root's");
    ask(
        "mkdir /agents/bob/config/d; echo x >/agents/bob/config/d/f;"
            + " ln -s "
            + victim
            + " /agents/bob/config/link");
    hive.runtime.manager(AgentName.parse("manager"), hive.uids("other"));
    hive.runtime.prepare(hive.spec("bob", ""));
    Path config = hive.layout.agent(BOB).resolve("config");
    for (String each : new String[] {"", "d", "d/f", "link"}) {
      assertEquals(
          hive.uids("other").base(),
          Files.getAttribute(config.resolve(each), "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }
    assertEquals(0, Files.getAttribute(victim, "unix:uid"));
    hive.runtime.manager(AgentName.parse("manager"), hive.uids("manager"));
  }
}
