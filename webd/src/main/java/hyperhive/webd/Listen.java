package hyperhive.webd;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where webd listens.
sealed interface Listen {
  /// @param host as configured, without brackets
  record Tcp(String host, int port) implements Listen {
    InetSocketAddress address() {
      return new InetSocketAddress(resolve(host), port);
    }

    boolean loopback() {
      return resolve(host).isLoopbackAddress();
    }

    String authority(int boundPort) {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + boundPort;
    }
  }

  record Unix(Path path) implements Listen {}

  static Listen parse(String text) {
    if (text.startsWith("unix:/")) {
      return new Unix(Path.of(text.substring("unix:".length())));
    }
    Matcher matcher =
        Pattern.compile("(?:\\[([0-9A-Fa-f:]+)]|([0-9A-Za-z.-]+)):([0-9]{1,5})").matcher(text);
    if (!matcher.matches()) {
      throw wrong();
    }
    int port = Integer.parseInt(matcher.group(3));
    if (port < 1 || port > 65_535) {
      throw wrong();
    }
    return new Tcp(matcher.group(1) != null ? matcher.group(1) : matcher.group(2), port);
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new ConfigurationException("listen: the host " + host + " has no address.");
    }
  }

  private static ConfigurationException wrong() {
    return new ConfigurationException("listen must be HOST:PORT or unix:/PATH.");
  }
}
