package hyperhive.agentd.link;

import java.util.UUID;

/// Ids by which privd recognises a request sent again.
public final class RequestIds {
  private RequestIds() {}

  public static String fresh() {
    return UUID.randomUUID().toString();
  }
}
