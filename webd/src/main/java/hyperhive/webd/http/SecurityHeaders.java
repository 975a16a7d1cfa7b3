package hyperhive.webd.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;

/// The headers that stand on every response, whatever made it.
public final class SecurityHeaders {
  public static final String PAGE_POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          // The one style element that Turbo makes when it is loaded, for a bar never shown here.
          "style-src 'self' 'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='",
          "img-src 'self' data:",
          "connect-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types default");

  /// For bytes that an agent wrote: no script, no origin, no subresource, whatever they are.
  public static final String FOREIGN_POLICY =
      "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private SecurityHeaders() {}

  /// Sets what the response does not have yet.
  public static void apply(ServerResponseHeaders headers, boolean https) {
    set(headers, "Content-Security-Policy", PAGE_POLICY);
    set(headers, "X-Frame-Options", "DENY");
    set(headers, "X-Content-Type-Options", "nosniff");
    // With no-referrer a browser sends "Origin: null" with a form.
    set(headers, "Referrer-Policy", "same-origin");
    set(headers, "Cross-Origin-Opener-Policy", "same-origin");
    set(headers, "Cross-Origin-Resource-Policy", "same-origin");
    set(headers, "Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    set(headers, "Cache-Control", "no-store");
    if (https) {
      set(headers, "Strict-Transport-Security", "max-age=31536000");
    }
  }

  private static void set(ServerResponseHeaders headers, String name, String value) {
    if (!headers.contains(HeaderNames.create(name))) {
      headers.set(HeaderNames.create(name), value);
    }
  }
}
