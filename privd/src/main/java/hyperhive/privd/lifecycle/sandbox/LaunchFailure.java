package hyperhive.privd.lifecycle.sandbox;

import java.util.List;

/// What a launch that failed has said, fit for the operator's eyes: no host paths, no control
/// characters, and advice where the cause is known.
final class LaunchFailure {
  private static final int MAX_LINES = 3;
  private static final int MAX_LENGTH = 300;

  private LaunchFailure() {}

  static String plain(String output) {
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    String last =
        String.join(" ", lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
    String shown =
        last.replaceAll("(?<![\\w.])/[^\\s:'\"]+", "(path)").replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    if (shown.isBlank()) {
      return "It gave no reason.";
    }
    return advice(shown) + "It said: " + shown.substring(0, Math.min(shown.length(), MAX_LENGTH));
  }

  private static String advice(String said) {
    if (said.contains("user namespace")
        || said.contains("uid map")
        || said.contains("max_user_namespaces")) {
      return "This host does not let unprivileged users make user namespaces: allow bwrap in AppArmor,"
          + " or set kernel.unprivileged_userns_clone=1 and user.max_user_namespaces above 0. ";
    }
    if (said.contains("mount proc")) {
      return "privd runs in a container whose /proc is masked: start that with"
          + " --security-opt systempaths=unconfined. ";
    }
    if (said.contains("find source path") && said.contains("Permission denied")) {
      return "A directory above the runtime directory keeps other users out; give it mode 0711. ";
    }
    if (said.contains("setpriv") && said.contains("not found")) {
      return "Install util-linux, which has setpriv. ";
    }
    return "";
  }
}
