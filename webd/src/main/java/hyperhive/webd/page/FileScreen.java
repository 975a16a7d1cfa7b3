package hyperhive.webd.page;

import hyperhive.webd.http.CanonicalPath;
import hyperhive.webd.model.FileList;
import hyperhive.webd.model.StateFile;
import hyperhive.webd.text.HostileText;
import java.util.ArrayList;
import java.util.List;

/// A directory of an agent's files.
///
/// @param path empty for the top
public record FileScreen(String name, String path, FileList list) {
  /// One step on the way from the top to this directory.
  public record Step(HostileText label, String href) {}

  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(new HostileText("files"), top()));
    String href = top();
    for (String component : path.isEmpty() ? List.<String>of() : List.of(path.split("/"))) {
      href = href + "/" + CanonicalPath.encode(component);
      steps.add(new Step(new HostileText(component), href));
    }
    return steps;
  }

  public boolean opens(StateFile file) {
    return !file.unreadableName()
        && !file.kind().equals("other")
        && CanonicalPath.canBeLinked(file.name().raw());
  }

  public String href(StateFile file) {
    String below = path.isEmpty() ? "" : CanonicalPath.encode(path) + "/";
    String slash = file.kind().equals("directory") ? "/" : "";
    return top() + "/" + below + CanonicalPath.encode(file.name().raw()) + slash;
  }

  private String top() {
    return "/agent/" + name + "/files";
  }
}
