package hyperhive.webd;

import hyperhive.webd.http.PublicOrigin;
import java.nio.file.Path;
import java.util.Optional;

/// What webd has to be told.
///
/// @param socket privd's operator.sock
/// @param publicOrigin as the browser sees it; by default http and the listen address
record Config(Path socket, Listen listen, Optional<PublicOrigin> publicOrigin) {
  Config {
    boolean https = publicOrigin.map(PublicOrigin::https).orElse(false);
    if (listen instanceof Listen.Tcp tcp && !tcp.loopback() && !https) {
      throw new ConfigurationException(
          "webd speaks plain HTTP and listens on loopback only, unless a proxy in front of it has an"
              + " https public_origin. To reach it from another machine: ssh -L "
              + tcp.port()
              + ":127.0.0.1:"
              + tcp.port()
              + " HOST, with listen = \"127.0.0.1:"
              + tcp.port()
              + "\".");
    }
    if (listen instanceof Listen.Unix && publicOrigin.isEmpty()) {
      throw new ConfigurationException(
          "With a unix socket to listen on, public_origin is needed: the address in the browser.");
    }
  }
}
