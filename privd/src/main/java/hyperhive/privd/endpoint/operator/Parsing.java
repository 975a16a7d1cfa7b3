package hyperhive.privd.endpoint.operator;

import hyperhive.privd.refusal.Refusal;

/// Bounds of numbers on the wire.
final class Parsing {
  private Parsing() {}

  static int within(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw Refusal.invalid("The " + what + " is a whole number from " + min + " to " + max + ".");
    }
    return value;
  }

  static long notNegative(String what, long value) {
    if (value < 0) {
      throw Refusal.invalid("The " + what + " is a whole number from 0.");
    }
    return value;
  }
}
