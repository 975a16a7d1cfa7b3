package hyperhive.privd.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("main-job")
final class ConfigFileTest {
  @Test
  void anEmptyFileIsAllDefaults() throws ConfigurationException {
    PrivdConfig config = ConfigFile.parse("");
    assertEquals("manager", config.managerName().value());
    assertEquals("/var/lib/hyperhive", config.stateDir().toString());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "statedir = '/x'|statedir|1",
        "[login]~session_days = 1|login.session_days|2",
        "[login]~session_hours = '1'|login.session_hours|2",
        "[login]~session_hours = 0|login.session_hours|2",
        "[login]~session_hours = 99999999999|login.session_hours|2",
        "state_dir = 'relative'|state_dir|1",
        "state_dir = \"/a\\u0000b\"|state_dir|1",
        "web_user = 5|web_user|1",
        "login = 5|login|1",
        "manager = 'Boss'|manager|1",
        "[[bootstrap.agent]]~name = 'operator'~command = ['a']|bootstrap.agent.name|2",
        "[[bootstrap.agent]]~command = ['a']|bootstrap.agent.name|2",
        "[[bootstrap.agent]]~name = 'a'|bootstrap.agent.command|2",
        "[[bootstrap.agent]]~name = 'a'~command = [1]|bootstrap.agent.command|3",
        "[[bootstrap.agent]]~name = 'a'~command = ['x']~[[bootstrap.agent]]~name = 'a'~command = ['x']|bootstrap.agent.name|5",
        "[[bootstrap.agent]]~name = 'a'~command = ['x']~manager = true|bootstrap.agent.manager|4",
        "[[bootstrap.agent]]~name = 'manager'~command = ['x']|bootstrap.agent.manager|2",
        "[[bootstrap.agent]]~name = 'a'~command = ['x']~surprise = 1|bootstrap.agent.surprise|4",
        "[sandbox]~first_uid_block = -1|sandbox.first_uid_block|2",
        "[sandbox]~allow_unlimited = 'yes'|sandbox.allow_unlimited|2",
        "[limits]~memory_mib = 1|limits.memory_mib|2"
      })
  void anErrorNamesTheKeyAndTheLine(String toml, String key, int line) {
    String message = refused(toml.replace('~', '\n'));
    assertTrue(message.contains(key + " (line " + line + ")"), message);
  }

  @Test
  void aNoteThatCannotBeKeptIsRefused() {
    String toml = "[spawn]\nnote = '" + "x".repeat(201) + "'";
    assertTrue(refused(toml).contains("spawn.note (line 2)"));
  }

  @Test
  void whatIsNoTomlIsRefusedWithItsPlace() {
    assertTrue(refused("state_dir = ").contains("line 1"));
  }

  private static String refused(String toml) {
    return String.valueOf(
        assertThrows(ConfigurationException.class, () -> ConfigFile.parse(toml)).getMessage());
  }
}
