package hyperhive.webd.live;

import java.util.List;

/// One server-sent event as it goes over the wire. A line break inside data would otherwise begin
/// a field of its own, which is how an agent's text would become an event.
final class SseFrame {
  static final String KEEP_ALIVE = ": still here\n\n";

  private static final String RETRY = "retry: 2000\n";

  private SseFrame() {}

  /// The first thing on a stream: it makes the browser notice that the stream is open.
  static String hello() {
    return RETRY + "\n";
  }

  static String message(long id, String data) {
    return "id: " + id + "\n" + data(data) + "\n";
  }

  /// Keeps the id of the last message, so that nothing is taken for seen.
  static String message(String data) {
    return data(data) + "\n";
  }

  static String named(String event) {
    return "event: " + event + "\ndata: -\n\n";
  }

  private static String data(String data) {
    StringBuilder lines = new StringBuilder(data.length() + 64);
    for (String line : List.of(data.split("\r\n|\r|\n", -1))) {
      lines.append("data: ").append(line).append('\n');
    }
    return lines.toString();
  }
}
