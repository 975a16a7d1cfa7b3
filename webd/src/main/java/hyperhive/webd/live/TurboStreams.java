package hyperhive.webd.live;

import java.util.Map;

/// Rendered regions as what Turbo's stream elements take.
final class TurboStreams {
  private TurboStreams() {}

  /// @param regions HTML by the id of the element it replaces
  static String morph(Map<String, String> regions) {
    StringBuilder streams = new StringBuilder();
    regions.forEach(
        (id, html) ->
            streams
                .append("<turbo-stream action=\"replace\" method=\"morph\" target=\"")
                .append(id)
                .append("\"><template>")
                .append(html.strip())
                .append("</template></turbo-stream>"));
    return streams.toString();
  }
}
