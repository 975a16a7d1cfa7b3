package hyperhive.webd.model;

import hyperhive.webd.text.Moment;

/// The bytes of one of an agent's files, as it was when it was opened.
public final class FileContent {
  private final byte[] bytes;
  private final boolean truncated;
  private final long size;
  private final Moment modified;

  public FileContent(byte[] bytes, boolean truncated, long size, Moment modified) {
    this.bytes = bytes.clone();
    this.truncated = truncated;
    this.size = size;
    this.modified = modified;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public boolean truncated() {
    return truncated;
  }

  public long size() {
    return size;
  }

  public Moment modified() {
    return modified;
  }
}
