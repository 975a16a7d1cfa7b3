package hyperhive.webd.page;

import hyperhive.webd.privd.PrivdClient;
import hyperhive.webd.privd.PrivdException;

/// For whoever watches the daemons.
final class Health {
  private final PrivdClient privd;

  Health(PrivdClient privd) {
    this.privd = privd;
  }

  Answer alive(Visit visit) {
    return new Answer.Text(200, "webd lives\n");
  }

  Answer ready(Visit visit) {
    try {
      privd.ping();
      return new Answer.Text(200, "ready\n");
    } catch (PrivdException e) {
      return new Answer.Text(503, "privd does not answer\n");
    }
  }
}
