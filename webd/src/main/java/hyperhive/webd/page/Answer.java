package hyperhive.webd.page;

import hyperhive.webd.asset.Asset;
import hyperhive.webd.model.FileContent;
import io.helidon.http.SetCookie;
import java.util.Optional;

/// What a request gets back.
public sealed interface Answer {
  record Html(int status, String html) implements Answer {}

  record Json(int status, String json) implements Answer {}

  record Text(int status, String text) implements Answer {}

  /// To a path on this site, always by GET.
  record Redirect(LocalPath to, Optional<SetCookie> cookie) implements Answer {}

  /// Bytes that an agent wrote.
  record ForeignFile(String name, FileContent content) implements Answer {}

  record Static(Asset asset) implements Answer {}

  static Redirect redirect(String path) {
    return new Redirect(LocalPath.of(path), Optional.empty());
  }
}
