package hyperhive.webd.page;

import java.util.List;
import java.util.Optional;

/// A page before it is rendered: in whole when it is opened, in regions when it has changed.
///
/// @param template of the whole page
/// @param regions templates of its live parts, each of which renders one element with the id
///     `live-` and the template's last name
public record Sight(String template, Screen<?> screen, List<String> regions) {
  private static final List<String> FRAME_REGIONS = List.of("frame/title", "frame/waiting");

  public Sight {
    regions = List.copyOf(regions);
  }

  public List<String> frameRegions() {
    return screen.frame().context().isPresent() ? FRAME_REGIONS : List.of();
  }

  public Sight with(Optional<Notice> notice) {
    return new Sight(template, new Screen<>(screen.frame().with(notice), screen.model()), regions);
  }
}
