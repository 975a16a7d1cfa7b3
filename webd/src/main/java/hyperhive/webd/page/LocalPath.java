package hyperhive.webd.page;

import hyperhive.webd.http.CanonicalPath;
import java.util.Optional;
import java.util.regex.Pattern;

/// A place on this site to go to. `//evil` and `/\evil` begin with a slash too, and a browser
/// takes them for another host.
public record LocalPath(String value) {
  private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9=&_.*%-]{0,200}");
  private static final int MAX_LENGTH = 2000;

  public LocalPath {
    if (!accepted(value)) {
      throw new IllegalArgumentException("This is not a path on this site.");
    }
  }

  public static LocalPath of(String value) {
    return new LocalPath(value);
  }

  /// For a value that came with a request.
  public static Optional<LocalPath> parse(String value) {
    return accepted(value) ? Optional.of(new LocalPath(value)) : Optional.empty();
  }

  /// The same place with a word about what was just done.
  public LocalPath with(Notice notice) {
    int query = value.indexOf('?');
    String path = query < 0 ? value : value.substring(0, query);
    return new LocalPath(path + "?done=" + notice.code());
  }

  private static boolean accepted(String value) {
    int query = value.indexOf('?');
    String path = query < 0 ? value : value.substring(0, query);
    return value.length() <= MAX_LENGTH
        && CanonicalPath.parse(path).isPresent()
        && (query < 0 || QUERY.matcher(value.substring(query + 1)).matches());
  }
}
