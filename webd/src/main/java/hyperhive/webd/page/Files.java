package hyperhive.webd.page;

import hyperhive.webd.privd.PrivdClient;
import hyperhive.wire.AgentName;
import hyperhive.wire.RelativePath;

/// An agent's own files. A slash at the end asks for a directory, so that one request to privd is
/// enough.
final class Files {
  private final PrivdClient privd;
  private final Sights sights;
  private final Views views;

  Files(PrivdClient privd, Sights sights, Views views) {
    this.privd = privd;
    this.sights = sights;
    this.views = views;
  }

  Answer show(Visit visit) {
    AgentName name = visit.agent();
    String top = "/agent/" + name + "/files";
    String rest = visit.path().substring(top.length());
    if (rest.length() <= 1 || rest.endsWith("/")) {
      return directory(visit, name, rest);
    }
    RelativePath path = RelativePath.parse(rest.substring(1));
    return new Answer.ForeignFile(
        path.components().getLast(), privd.readAgentStateFile(visit.requireSession(), name, path));
  }

  private Answer directory(Visit visit, AgentName name, String rest) {
    String path = rest.length() <= 1 ? "" : rest.substring(1, rest.length() - 1);
    if (!path.isEmpty()) {
      RelativePath.parse(path);
    }
    Sight sight = sights.files(visit.requireSession(), name, path);
    return new Answer.Html(200, views.page(sight.with(visit.notice())));
  }
}
