package hyperhive.webd.page;

import hyperhive.webd.asset.Assets;
import hyperhive.webd.http.ErrorBody;
import hyperhive.webd.privd.Failure;
import hyperhive.webd.privd.PrivdException;
import hyperhive.wire.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what went wrong into a page, or into JSON for the API.
public final class Failures implements ErrorBody {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final Assets assets;
  private final Views views;

  public Failures(Assets assets, Views views) {
    this.assets = assets;
    this.views = views;
  }

  Answer answer(Visit visit, RuntimeException exception) {
    return switch (exception) {
      case PrivdException privd -> answer(visit, privd.failure(), privd.sentence(), privd);
      case InvalidValueException invalid ->
          answer(visit, Failure.INVALID, String.valueOf(invalid.getMessage()), invalid);
      default -> answer(visit, Failure.BROKEN, "", exception);
    };
  }

  Answer notFound(Visit visit) {
    return of(
        visit, FailureAnswer.of(Failure.NOT_FOUND, "There is no page at this address.", false));
  }

  Answer wrongMethod(Visit visit) {
    return of(
        visit,
        new FailureAnswer(
            405, "Not that way", "This address does not answer to that method.", false));
  }

  @Override
  public byte[] html(int status, String sentence) {
    FailureAnswer failure = new FailureAnswer(status, "This did not work", sentence, false);
    return page(failure).getBytes(StandardCharsets.UTF_8);
  }

  private Answer answer(Visit visit, Failure failure, String sentence, Exception cause) {
    if (failure == Failure.BROKEN) {
      LOG.error("{} failed", visit.method(), cause);
    }
    boolean changing = visit.method().equals("POST");
    if (failure == Failure.UNAUTHENTICATED && !visit.wantsJson()) {
      return toLogin(visit, changing);
    }
    return of(visit, FailureAnswer.of(failure, sentence, changing));
  }

  private static Answer toLogin(Visit visit, boolean changing) {
    Optional<LocalPath> here = changing ? Optional.empty() : LocalPath.parse(visit.rawPath());
    String next =
        here.map(LocalPath::value)
            .filter(path -> path.matches("/[A-Za-z0-9/_.-]+"))
            .map(path -> "?next=" + path.replace("/", "%2F"))
            .orElse("");
    return new Answer.Redirect(new LocalPath("/login" + next), Optional.empty());
  }

  private Answer of(Visit visit, FailureAnswer failure) {
    if (visit.wantsJson()) {
      Map<String, Object> error = Map.of("status", failure.status(), "error", failure.sentence());
      return new Answer.Json(failure.status(), Json.of(error));
    }
    return new Answer.Html(failure.status(), page(failure));
  }

  private String page(FailureAnswer failure) {
    Frame frame = Frame.outside(assets, failure.heading());
    return views.page("error", new Screen<>(frame, failure));
  }
}
