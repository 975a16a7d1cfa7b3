package hyperhive.e2e.kit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The operator without a browser, for what a test needs done beside what it shows.
public final class OperatorHttp {
  public static final String NAME = "olga";
  public static final String PASSWORD = "correct horse battery";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String origin;
  private String cookie = "";

  public OperatorHttp(String origin) {
    this.origin = origin;
  }

  /// Uses the setup token, and is logged in afterwards.
  public OperatorHttp setUp(String token) throws IOException, InterruptedException {
    keep(post("/setup", Map.of("token", token, "name", NAME, "password", PASSWORD)));
    return cookie.isEmpty() ? logIn() : this;
  }

  public OperatorHttp logIn() throws IOException, InterruptedException {
    keep(post("/login", Map.of("name", NAME, "password", PASSWORD)));
    if (cookie.isEmpty()) {
      throw new AssertionError("no session after login");
    }
    return this;
  }

  private void keep(HttpResponse<String> response) {
    if (response.statusCode() != 303) {
      throw new AssertionError("answered " + response.statusCode() + ": " + response.body());
    }
    response
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", origin)
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return request.timeout(PATIENCE);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  public void send(String to, String body) throws IOException, InterruptedException {
    expect(303, post("/send", Map.of("to", to, "body", body)));
  }

  public void act(String path, Map<String, String> form) throws IOException, InterruptedException {
    expect(303, post(path, form));
  }

  private static void expect(int status, HttpResponse<String> response) {
    if (response.statusCode() != status) {
      throw new AssertionError("answered " + response.statusCode() + ": " + response.body());
    }
  }

  /// `/api/state`.
  public JsonObject state() throws IOException, InterruptedException {
    HttpResponse<String> response = get("/api/state");
    expect(200, response);
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  /// One agent of `/api/state`.
  public Optional<JsonObject> agent(String name) throws IOException, InterruptedException {
    JsonArray agents = state().getAsJsonArray("agents");
    for (JsonElement agent : agents) {
      if (agent.getAsJsonObject().get("name").getAsString().equals(name)) {
        return Optional.of(agent.getAsJsonObject());
      }
    }
    return Optional.empty();
  }

  public void awaitAgent(String name, String state) throws Exception {
    Wait.until(
        Duration.ofSeconds(60),
        () -> name + " is never " + state + " in " + describe(),
        () -> agent(name).filter(agent -> stateOf(agent).equals(state)));
  }

  private String describe() {
    try {
      return state().toString();
    } catch (IOException | InterruptedException unreadable) {
      return unreadable.toString();
    }
  }

  private static String stateOf(JsonObject agent) {
    return agent.get("state").getAsString().toLowerCase(java.util.Locale.ROOT);
  }
}
