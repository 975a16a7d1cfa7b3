package hyperhive.webd.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// A point in time as it travels: Unix time in milliseconds, 0 for none.
public record Moment(long ms) {
  public static final Moment NONE = new Moment(0);

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  public boolean isSet() {
    return ms != 0;
  }

  /// For the `datetime` attribute.
  public String iso() {
    return Instant.ofEpochMilli(ms).toString();
  }

  public String shown() {
    return SHOWN.format(Instant.ofEpochMilli(ms));
  }

  public Duration until(Moment later) {
    return Duration.ofMillis(Math.max(0, later.ms - ms));
  }
}
