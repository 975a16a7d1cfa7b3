package hyperhive.privd.endpoint.operator;

import hyperhive.privd.config.ConfigurationException;
import hyperhive.privd.sys.UserDatabase;
import java.nio.file.attribute.GroupPrincipal;

/// The account webd runs as: its uid, and the group of the same name.
public record WebUser(long uid, GroupPrincipal group) {

  /// @throws ConfigurationException if there is no such account, or it is root's
  public static WebUser find(String name) throws ConfigurationException {
    long uid =
        UserDatabase.uid(name)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "web_user: there is no user " + name + "; create it as a system user."));
    if (uid == 0) {
      throw new ConfigurationException("web_user: webd must not run as root.");
    }
    GroupPrincipal group =
        UserDatabase.group(name)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "web_user: there is no group " + name + "; create it beside the user."));
    return new WebUser(uid, group);
  }
}
