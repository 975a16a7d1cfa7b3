package hyperhive.webd.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The names this server answers to. A page under any other name, reached by a rebound DNS entry
/// for example, belongs to somebody else.
public final class Site {
  private final boolean https;
  private final Set<String> hosts = new HashSet<>();
  private final Set<String> origins = new HashSet<>();

  public Site(PublicOrigin main, List<PublicOrigin> others) {
    this.https = main.https();
    add(main);
    others.forEach(this::add);
  }

  public boolean https() {
    return https;
  }

  public boolean hasHost(String header) {
    return hosts.contains(header.toLowerCase(Locale.ROOT));
  }

  public boolean hasOrigin(String header) {
    return origins.contains(header);
  }

  private void add(PublicOrigin origin) {
    hosts.add(origin.authority());
    origins.add(origin.value());
  }
}
