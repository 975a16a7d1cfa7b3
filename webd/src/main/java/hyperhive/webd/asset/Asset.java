package hyperhive.webd.asset;

/// A static file with its type.
public final class Asset {
  private final String url;
  private final String contentType;
  private final byte[] bytes;

  Asset(String url, String contentType, byte[] bytes) {
    this.url = url;
    this.contentType = contentType;
    this.bytes = bytes.clone();
  }

  public String url() {
    return url;
  }

  public String contentType() {
    return contentType;
  }

  public byte[] bytes() {
    return bytes.clone();
  }
}
