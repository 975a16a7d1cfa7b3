package hyperhive.webd.page;

import hyperhive.webd.asset.Assets;
import hyperhive.webd.model.LoginState;
import hyperhive.webd.model.NewSession;
import hyperhive.webd.privd.Failure;
import hyperhive.webd.privd.PrivdClient;
import hyperhive.webd.privd.PrivdException;
import hyperhive.webd.session.SessionCookie;
import java.time.Duration;
import java.util.Optional;

/// Setup, login and logout. privd checks and mints; this only carries.
final class Account {
  private static final String WRONG = "The name or the password is wrong.";

  private final PrivdClient privd;
  private final Assets assets;
  private final Views views;
  private final SessionCookie cookie;

  Account(PrivdClient privd, Assets assets, Views views, SessionCookie cookie) {
    this.privd = privd;
    this.assets = assets;
    this.views = views;
    this.cookie = cookie;
  }

  Answer setupPage(Visit visit) {
    return privd.ping() == LoginState.SETUP
        ? page("setup", 200, SetupForm.EMPTY, visit)
        : Answer.redirect("/login");
  }

  Answer setup(Visit visit) {
    FormData form = visit.form();
    String token = form.text("token").strip();
    String name = form.text("name").strip();
    try {
      return loggedIn(privd.setup(token, name, form.text("password")), LocalPath.of("/"));
    } catch (PrivdException e) {
      FailureAnswer failure = FailureAnswer.of(e.failure(), e.sentence(), true);
      return page("setup", failure.status(), new SetupForm(token, name, failure.sentence()), visit);
    }
  }

  Answer loginPage(Visit visit) {
    return switch (privd.ping()) {
      case SETUP -> Answer.redirect("/setup");
      case READY -> page("login", 200, new LoginForm("", next(visit.query("next")), ""), visit);
      case DEGRADED ->
          page("login", 200, new LoginForm("", next(visit.query("next")), degraded()), visit);
    };
  }

  Answer login(Visit visit) {
    FormData form = visit.form();
    String name = form.text("name").strip();
    Optional<String> next = next(form.text("next"));
    try {
      NewSession session = privd.login(name, form.text("password"));
      return loggedIn(session, LocalPath.of(next.orElse("/")));
    } catch (PrivdException e) {
      FailureAnswer failure = FailureAnswer.of(e.failure(), e.sentence(), true);
      boolean refused = e.failure() == Failure.UNAUTHENTICATED || e.failure() == Failure.INVALID;
      String sentence = refused ? WRONG : failure.sentence();
      return page(
          "login", refused ? 401 : failure.status(), new LoginForm(name, next, sentence), visit);
    }
  }

  Answer logout(Visit visit) {
    visit.session().ifPresent(privd::logout);
    return new Answer.Redirect(
        LocalPath.of("/login").with(Notice.LOGGED_OUT), Optional.of(cookie.clear()));
  }

  private Answer loggedIn(NewSession session, LocalPath to) {
    long left = session.expiresMs().ms() - System.currentTimeMillis();
    Duration lifetime = Duration.ofMillis(Math.max(1000, left));
    return new Answer.Redirect(to, Optional.of(cookie.set(session.token(), lifetime)));
  }

  private Answer page(String template, int status, Object form, Visit visit) {
    Frame frame =
        Frame.outside(assets, template.equals("setup") ? "Set up" : "Log in").with(visit.notice());
    return new Answer.Html(status, views.page(template, new Screen<>(frame, form)));
  }

  private static Optional<String> next(String text) {
    return LocalPath.parse(text).map(LocalPath::value);
  }

  private static String degraded() {
    return "The core's database is lost or damaged. Logging in is not possible before that is repaired;"
        + " its log says more.";
  }
}
