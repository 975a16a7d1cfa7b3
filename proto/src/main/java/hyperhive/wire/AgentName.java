package hyperhive.wire;

import java.util.Set;
import java.util.regex.Pattern;

/// The name of an agent: `[a-z][a-z0-9-]{0,8}` without a trailing `-`. A container is called
/// `h-<name>` and becomes a network interface name, which leaves nine characters.
///
/// A value of this type is safe to join to a path. Names that stand for somebody else
/// (`operator`, `system`) have the right shape but are never an agent: they are refused here.
public record AgentName(String value) implements Comparable<AgentName> {
  public static final int MAX_LENGTH = 9;

  private static final Pattern SHAPE = Pattern.compile("[a-z]([a-z0-9-]{0,7}[a-z0-9])?");
  private static final Set<String> RESERVED = Set.of("operator", "system");

  public AgentName {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidValueException(
          "An agent name is 1 to 9 characters: a lower-case letter, then letters, digits or '-',"
              + " not ending in '-'.");
    }
    if (RESERVED.contains(value)) {
      throw new InvalidValueException("This name is reserved and cannot be an agent's.");
    }
  }

  /// Parses a name that came over the wire or from a configuration file.
  public static AgentName parse(String value) {
    return new AgentName(value);
  }

  @Override
  public int compareTo(AgentName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
