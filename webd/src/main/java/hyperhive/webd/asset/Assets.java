package hyperhive.webd.asset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// All static files, read from the jar at start. A name carries the hash of its content, so that a
/// browser may keep it for ever and a new version is a new name.
public final class Assets {
  private static final String OWN = "/hyperhive/webd/assets/";
  private static final String TURBO =
      "/META-INF/resources/webjars/hotwired__turbo/8.0.21/dist/turbo.es2017-esm.js";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private final Map<String, Asset> byUrl = new HashMap<>();
  private final Map<String, Asset> byName = new HashMap<>();

  public Assets() {
    add("app.css", OWN + "app.css", "text/css; charset=utf-8");
    add("icon.svg", OWN + "icon.svg", "image/svg+xml");
    add("policy.js", OWN + "policy.js", SCRIPT);
    add("turbo.js", TURBO, SCRIPT);
    add("live.js", OWN + "live.js", SCRIPT);
    add("time.js", OWN + "time.js", SCRIPT);
    add("setup.js", OWN + "setup.js", SCRIPT);
  }

  /// The URL of the asset of that plain name.
  public String url(String name) {
    Asset asset = byName.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("There is no asset " + name);
    }
    return asset.url();
  }

  public Optional<Asset> find(String url) {
    return Optional.ofNullable(byUrl.get(url));
  }

  private void add(String name, String resource, String contentType) {
    byte[] bytes = read(resource);
    int dot = name.lastIndexOf('.');
    String url = "/assets/" + name.substring(0, dot) + "." + hash(bytes) + name.substring(dot);
    Asset asset = new Asset(url, contentType, bytes);
    byUrl.put(url, asset);
    byName.put(name, asset);
  }

  private static byte[] read(String resource) {
    try (InputStream stream = Assets.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("The jar lacks " + resource);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
