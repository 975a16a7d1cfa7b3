package hyperhive.webd.http;

/// Makes the page for a request that was refused before any page saw it.
@FunctionalInterface
public interface ErrorBody {
  /// @param sentence what to do, safe to show
  /// @return UTF-8 HTML
  byte[] html(int status, String sentence);
}
