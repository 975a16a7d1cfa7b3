package hyperhive.webd.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// The origin under which the operator's browser sees the pages, for example
/// `https://hive.example` or `http://127.0.0.1:7000`.
///
/// @param authority as it stands in the Host header: without the port if it is the scheme's own
public record PublicOrigin(boolean https, String authority) {
  /// @throws IllegalArgumentException with a sentence about what is wrong
  public static PublicOrigin parse(String text) {
    URI uri = uri(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean https = scheme.equals("https");
    if (!https && !scheme.equals("http")) {
      throw wrong();
    }
    String host = uri.getHost();
    boolean onlyOrigin =
        host != null
            && uri.getRawUserInfo() == null
            && uri.getRawPath().isEmpty()
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!onlyOrigin) {
      throw wrong();
    }
    int ownPort = https ? 443 : 80;
    boolean named = uri.getPort() >= 0 && uri.getPort() != ownPort;
    return new PublicOrigin(
        https, host.toLowerCase(Locale.ROOT) + (named ? ":" + uri.getPort() : ""));
  }

  /// As a browser sends it in the Origin header.
  public String value() {
    return (https ? "https://" : "http://") + authority;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw wrong();
    }
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "public_origin must be a scheme, a host and perhaps a port, such as https://hive.example");
  }
}
