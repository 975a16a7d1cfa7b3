package hyperhive.webd;

import hyperhive.webd.asset.Assets;
import hyperhive.webd.http.Deadlines;
import hyperhive.webd.http.DirectErrors;
import hyperhive.webd.http.GuardedSelector;
import hyperhive.webd.http.PublicOrigin;
import hyperhive.webd.http.RequestGate;
import hyperhive.webd.http.Site;
import hyperhive.webd.live.Events;
import hyperhive.webd.live.LiveHubs;
import hyperhive.webd.page.Failures;
import hyperhive.webd.page.Sights;
import hyperhive.webd.page.Surface;
import hyperhive.webd.page.Views;
import hyperhive.webd.privd.PrivdClient;
import hyperhive.webd.session.SessionCookie;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Everything put together: the wiring of webd.
public final class WebdServer implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 256 * 1024;
  private static final int MAX_CONNECTIONS = 1024;

  private final PrivdClient privd;
  private final LiveHubs hubs;
  private final GuardedSelector selector;
  private final WebServer server;
  private final String origin;

  private WebdServer(Config config, Deadlines deadlines) throws IOException {
    Listen listen = config.listen();
    PublicOrigin main = config.publicOrigin().orElseGet(() -> ownOrigin(listen));
    Site site = new Site(main, others(config, listen));
    Assets assets = new Assets();
    Views views = new Views();
    SessionCookie cookie = new SessionCookie(site.https());
    Failures failures = new Failures(assets, views);
    this.origin = main.value();
    this.privd = PrivdClient.open(config.socket());
    Sights sights = new Sights(privd, assets);
    this.hubs = new LiveHubs(privd, sights, views);
    this.selector = new GuardedSelector(deadlines);
    Surface surface =
        new Surface(privd, sights, views, assets, cookie, failures, new Events(hubs, cookie));
    this.server =
        WebServer.builder()
            .from(onlyOurSelector(listen))
            .shutdownHook(false)
            .addConnectionSelector(selector)
            .maxPayloadSize(MAX_BODY_BYTES)
            .maxTcpConnections(MAX_CONNECTIONS)
            .shutdownGracePeriod(Duration.ofSeconds(1))
            .connectionOptions(SocketOptions.builder().tcpNoDelay(tcp(listen)).build())
            .directHandlers(DirectErrors.handlers(failures, site.https()))
            .routing(
                routing -> {
                  routing.addFilter(new RequestGate(site, failures));
                  surface.register(routing);
                })
            .build();
  }

  static WebdServer start(Config config) {
    return start(config, Deadlines.STANDARD);
  }

  static WebdServer start(Config config, Deadlines deadlines) {
    WebdServer webd;
    try {
      if (config.listen() instanceof Listen.Unix unix) {
        new SocketFile(unix.path()).removeIfStale();
      }
      webd = new WebdServer(config, deadlines);
    } catch (IOException e) {
      throw new ServerFailedException("The address to listen on, or the socket, cannot be used.");
    }
    webd.listen();
    return webd;
  }

  /// The address for the operator's browser.
  public String origin() {
    return origin;
  }

  @Override
  public void close() {
    hubs.close();
    server.stop();
    selector.close();
    privd.close();
  }

  // Helidon's start returns normally when the address is in use.
  private void listen() {
    RuntimeException reason = null;
    try {
      server.start();
    } catch (RuntimeException e) {
      reason = e;
    }
    if (reason != null || !server.isRunning()) {
      close();
      throw new ServerFailedException("The address to listen on is in use or not allowed.");
    }
  }

  // With a second selector ours would see a connection only after its first bytes. Helidon 4.4.0
  // loses this setting when it is made on the server's builder instead of the listener's.
  private static ListenerConfig onlyOurSelector(Listen listen) {
    SocketAddress address =
        switch (listen) {
          case Listen.Tcp tcp -> tcp.address();
          case Listen.Unix unix -> UnixDomainSocketAddress.of(unix.path());
        };
    return ListenerConfig.builder()
        .protocolsDiscoverServices(false)
        .bindAddress(address)
        .buildPrototype();
  }

  private static boolean tcp(Listen listen) {
    return listen instanceof Listen.Tcp;
  }

  private static PublicOrigin ownOrigin(Listen listen) {
    return switch (listen) {
      case Listen.Tcp tcp -> PublicOrigin.parse("http://" + tcp.authority(tcp.port()));
      case Listen.Unix unix -> throw new ConfigurationException("public_origin is needed.");
    };
  }

  // Only for the default: a configured origin is the only one.
  private static List<PublicOrigin> others(Config config, Listen listen) {
    List<PublicOrigin> others = new ArrayList<>();
    if (config.publicOrigin().isEmpty() && listen instanceof Listen.Tcp tcp && tcp.loopback()) {
      others.add(PublicOrigin.parse("http://localhost:" + tcp.port()));
    }
    return others;
  }
}
