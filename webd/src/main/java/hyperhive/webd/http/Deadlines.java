package hyperhive.webd.http;

import java.time.Duration;

/// How long a peer may take. Helidon's own timeouts start again with every byte, so a client that
/// sends one byte a second is never cut off by them.
///
/// @param head from the first byte of a request to the end of its headers
/// @param body from the end of the headers to the end of the body
/// @param write for one write, including a server-sent event
/// @param idle without any request
public record Deadlines(Duration head, Duration body, Duration write, Duration idle) {
  public static final Deadlines STANDARD =
      new Deadlines(
          Duration.ofSeconds(5),
          Duration.ofSeconds(8),
          Duration.ofSeconds(8),
          Duration.ofSeconds(15));
}
