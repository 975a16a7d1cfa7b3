package hyperhive.privd.audit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// An entry as a line of JSON. The hash covers the line without it, which begins with the hash of
/// the line before: changing or leaving out a line breaks every hash after it.
final class AuditLine {
  static final String FIRST_PREVIOUS = "0".repeat(64);
  private static final String HASH = "hash";

  private AuditLine() {}

  static AuditEntry seal(
      long atMs,
      String actor,
      String action,
      String target,
      String outcome,
      long micros,
      String previous) {
    AuditEntry open = new AuditEntry(atMs, actor, action, target, outcome, micros, previous, "");
    return new AuditEntry(
        atMs, actor, action, target, outcome, micros, previous, sha256(content(open).toString()));
  }

  static String write(AuditEntry entry) {
    JsonObject line = content(entry);
    line.addProperty(HASH, entry.hash());
    return line.toString();
  }

  /// Empty for a line that is damaged, or whose hash is not its own.
  static Optional<AuditEntry> read(String line) {
    try {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      AuditEntry entry =
          new AuditEntry(
              json.get("at").getAsLong(),
              json.get("actor").getAsString(),
              json.get("action").getAsString(),
              json.get("target").getAsString(),
              json.get("outcome").getAsString(),
              json.get("micros").getAsLong(),
              json.get("previous").getAsString(),
              json.get(HASH).getAsString());
      return Optional.of(entry)
          .filter(read -> read.hash().equals(sha256(content(read).toString())));
    } catch (JsonParseException | IllegalStateException | NullPointerException damaged) {
      return Optional.empty();
    } catch (NumberFormatException | UnsupportedOperationException damaged) {
      return Optional.empty();
    }
  }

  private static JsonObject content(AuditEntry entry) {
    JsonObject json = new JsonObject();
    json.addProperty("previous", entry.previous());
    json.addProperty("at", entry.atMs());
    json.addProperty("actor", entry.actor());
    json.addProperty("action", entry.action());
    json.addProperty("target", entry.target());
    json.addProperty("outcome", entry.outcome());
    json.addProperty("micros", entry.durationMicros());
    return json;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
