package hyperhive.e2e.kit;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;

/// A swarm with something on every page: questions of both kinds, approvals in several states,
/// messages, files, logs, an error, long words, other scripts and everything that could break out.
public final class RichSwarm {
  public static final List<String> PAGES =
      List.of(
          "/",
          "/questions",
          "/approvals",
          "/approvals/1",
          "/messages",
          "/audit",
          "/agent/alice/",
          "/agent/alice/messages",
          "/agent/alice/files",
          "/agent/alice/files/deep/",
          "/agent/alice/log",
          "/agent/manager/",
          "/agent/none/",
          "/nowhere");

  public static final List<String> XSS =
      List.of(
          "<img src=x onerror=\"window.pwned=1\">",
          "<script>window.pwned=1</script>",
          "</textarea></title></style><svg onload=window.pwned=1>",
          "\"><iframe srcdoc=\"<script>parent.pwned=1</script>\"></iframe>",
          "javascript:alert(1)//",
          "<turbo-stream action=\"append\" target=\"content\"><template><b id=in>x</b></template></turbo-stream>",
          "${7*7} @raw() {{7*7}} \u2028window.pwned=1\u2029",
          "<a href=\"data:text/html,<script>alert(1)</script>\">click</a>");

  private static final String LONG = "averylongwordwithnospaceinit".repeat(12);
  private static final String MIXED =
      "\u202Eright to left\u202C, \u001B[31mred\u001B[0m, \u05E9\u05DC\u05D5\u05DD, \u65E5\u672C\u8A9E, z\u0300\u0301\u0302\u0303\u0304algo";

  private RichSwarm() {}

  public static RunningHive start() throws Exception {
    RunningHive hive = RunningHive.start(HiveConfig.puppets());
    OperatorHttp operator = hive.operator();
    for (String agent : List.of("manager", "alice", "bob")) {
      operator.awaitAgent(agent, "running");
    }
    approvals(hive);
    Puppet alice = hive.puppet("alice");
    for (String hostile : XSS) {
      alice.call("send", message(hostile)).ok();
    }
    alice.call("send", message(LONG)).ok();
    alice.call("send", message(MIXED)).ok();
    questions(alice);
    files(alice);
    alice.call("set_status", status(XSS.getFirst())).ok();
    hive.puppet("bob").call("set_status", status("b".repeat(180))).ok();
    alice.call("remind", "{\"body\":\"look again\",\"after_seconds\":3600}").ok();
    output(alice);
    return hive;
  }

  private static void approvals(RunningHive hive) throws Exception {
    Puppet manager = hive.puppet("manager");
    manager.call("request_spawn", spawn("carol", "Documentation is behind. " + MIXED)).ok();
    manager.call("request_spawn", spawn("dave", XSS.getFirst() + LONG)).ok();
    manager.call("request_spawn", spawn("erin", "Tests.")).ok();
    hive.operator().send("bob", "Good morning.");
    hive.operator().act("/deny/3", Map.of("note", "two are enough " + XSS.getFirst()));
  }

  private static void questions(Puppet alice) throws Exception {
    alice.call("ask", question(XSS.getFirst())).ok();
    alice
        .call(
            "ask",
            question(
                "Which of these " + LONG + "?", XSS.get(1), "the second", LONG.substring(0, 150)))
        .ok();
    alice.call("ask", question("Free text, please. " + MIXED + "\nA second line.")).ok();
  }

  private static void files(Puppet alice) throws Exception {
    alice
        .run(
            """
            cd /state
            mkdir -p deep/er
            echo hello > deep/notes.md
            echo '<script>window.pwned=1</script>' > '<img src=x onerror=window.pwned=1>.html'
            echo x > "$(printf 'with\\nnewline\\033[31m.txt')"
            echo x > %s.txt
            ln -s /etc/shadow link
            mkfifo pipe
            """
                .formatted("long".repeat(50)))
        .ok();
  }

  /// The output of the turn that is shown as the last one.
  private static void output(Puppet alice) throws Exception {
    String lines = String.join("\n", XSS) + "\n" + LONG + "\n" + MIXED;
    alice.run("cat > /proc/$PPID/fd/1 <<'HERE'\n" + lines + "\nHERE\n").ok();
  }

  public static String message(String body) {
    JsonObject json = new JsonObject();
    json.addProperty("to", "operator");
    json.addProperty("body", body);
    return json.toString();
  }

  private static String status(String text) {
    JsonObject json = new JsonObject();
    json.addProperty("status", text);
    return json.toString();
  }

  private static String spawn(String name, String reason) {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.addProperty("reason", reason);
    return json.toString();
  }

  private static String question(String text, String... options) {
    JsonObject json = new JsonObject();
    json.addProperty("to", "operator");
    json.addProperty("question", text);
    if (options.length > 0) {
      com.google.gson.JsonArray all = new com.google.gson.JsonArray();
      List.of(options).forEach(all::add);
      json.add("options", all);
    }
    return json.toString();
  }
}
