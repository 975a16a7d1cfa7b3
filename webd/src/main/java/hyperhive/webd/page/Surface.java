package hyperhive.webd.page;

import hyperhive.webd.asset.Assets;
import hyperhive.webd.privd.PrivdClient;
import hyperhive.webd.session.SessionCookie;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;

/// Every address there is.
public final class Surface {
  private final Assets assets;
  private final SessionCookie cookie;
  private final Failures failures;
  private final Pages pages;
  private final Files files;
  private final Actions actions;
  private final Writing writing;
  private final Account account;
  private final Api api;
  private final Health health;
  private final Handler events;

  public Surface(
      PrivdClient privd,
      Sights sights,
      Views views,
      Assets assets,
      SessionCookie cookie,
      Failures failures,
      Handler events) {
    this.assets = assets;
    this.cookie = cookie;
    this.failures = failures;
    this.pages = new Pages(sights, views);
    this.files = new Files(privd, sights, views);
    this.actions = new Actions(privd);
    this.writing = new Writing(privd, assets, views);
    this.account = new Account(privd, assets, views, cookie);
    this.api = new Api(privd);
    this.health = new Health(privd);
    this.events = events;
  }

  public void register(HttpRouting.Builder routing) {
    Routes routes = new Routes(routing, cookie, failures);
    open(routes);
    pages(routes);
    agent(routes);
    actions(routes);
    api(routes);
    routes.rest();
  }

  // Before login.
  private void open(Routes routes) {
    routes
        .get("/healthz", health::alive)
        .get("/readyz", health::ready)
        .get("/assets/{file}", this::asset)
        .get("/setup", account::setupPage)
        .post("/setup", account::setup)
        .get("/login", account::loginPage)
        .post("/login", account::login)
        .post("/logout", account::logout);
  }

  private void pages(Routes routes) {
    routes
        .get("/", pages::overview)
        .get("/approvals", pages::approvals)
        .get("/approvals/{id}", pages::approval)
        .get("/questions", pages::questions)
        .get("/messages", pages::messages)
        .get("/audit", pages::audit)
        .stream("/events", events);
  }

  private void agent(Routes routes) {
    routes
        .get("/agent/{name}", pages::agent)
        .get("/agent/{name}/", pages::agent)
        .get("/agent/{name}/messages", pages::agentMessages)
        .get("/agent/{name}/log", pages::log)
        .get("/agent/{name}/files", files::show)
        .get("/agent/{name}/files/*", files::show)
        .post("/agent/{name}/start", actions::start)
        .post("/agent/{name}/stop", actions::stop)
        .post("/agent/{name}/restart", actions::restart)
        .post("/agent/{name}/rebuild", actions::rebuild)
        .post("/agent/{name}/pause", actions::pause)
        .post("/agent/{name}/resume", actions::resume)
        .post("/agent/{name}/destroy", actions::destroy)
        .post("/agent/{name}/purge", actions::purge);
  }

  private void actions(Routes routes) {
    routes
        .post("/spawn", actions::spawn)
        .post("/create-manager", actions::createManager)
        .post("/send", writing::send)
        .post("/approve/{id}", actions::approve)
        .post("/deny/{id}", actions::deny)
        .post("/answer-question/{id}", writing::answer)
        .post("/cancel-question/{id}", writing::cancelQuestion)
        .post("/pause-all", actions::pauseAll)
        .post("/resume-all", actions::resumeAll);
  }

  private void api(Routes routes) {
    routes
        .get("/api/state", api::state)
        .get("/api/state-file", api::stateFile)
        .get("/api/journal/{name}", api::journal);
  }

  private Answer asset(Visit visit) {
    return assets
        .find(visit.rawPath())
        .<Answer>map(Answer.Static::new)
        .orElseGet(() -> failures.notFound(visit));
  }
}
