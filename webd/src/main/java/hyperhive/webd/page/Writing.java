package hyperhive.webd.page;

import hyperhive.webd.asset.Assets;
import hyperhive.webd.model.SendOutcome;
import hyperhive.webd.privd.Failure;
import hyperhive.webd.privd.PrivdClient;
import hyperhive.webd.privd.PrivdException;
import hyperhive.webd.session.SessionToken;
import java.util.List;
import java.util.Optional;

/// What the operator writes: messages and answers. A refusal shows the text again, so that nothing
/// typed is lost.
final class Writing {
  private final PrivdClient privd;
  private final Assets assets;
  private final Views views;

  Writing(PrivdClient privd, Assets assets, Views views) {
    this.privd = privd;
    this.assets = assets;
    this.views = views;
  }

  Answer send(Visit visit) {
    SessionToken session = visit.requireSession();
    FormData form = visit.form();
    String to = form.text("to").strip();
    String body = form.prose("body");
    try {
      SendOutcome outcome = privd.sendMessage(session, to, body);
      Notice notice = outcome.refused().isEmpty() ? Notice.SENT : Notice.SENT_PARTLY;
      return Actions.done(visit, "/messages", notice);
    } catch (PrivdException e) {
      FailureAnswer failure = kept(e);
      return page("compose", failure, new Draft(to, body, failure.sentence()));
    }
  }

  Answer answer(Visit visit) {
    SessionToken session = visit.requireSession();
    long id = visit.id();
    FormData form = visit.form();
    List<String> answer =
        form.all("answer").stream().map(text -> text.replace("\r\n", "\n")).toList();
    try {
      privd.answerQuestion(session, id, answer);
      return Actions.done(visit, "/questions", Notice.ANSWERED);
    } catch (PrivdException e) {
      FailureAnswer failure = kept(e);
      AnswerDraft draft =
          new AnswerDraft(id, answer, failure.sentence(), form.back().map(LocalPath::value));
      return page("answer", failure, draft);
    }
  }

  Answer cancelQuestion(Visit visit) {
    privd.cancelQuestion(visit.requireSession(), visit.id());
    return Actions.done(visit, "/questions", Notice.CANCELLED);
  }

  // A session that has ended goes to the login page like everywhere else.
  private static FailureAnswer kept(PrivdException exception) {
    if (exception.failure() == Failure.UNAUTHENTICATED) {
      throw exception;
    }
    return FailureAnswer.of(exception.failure(), exception.sentence(), true);
  }

  private Answer page(String template, FailureAnswer failure, Object draft) {
    Frame frame = Frame.outside(assets, failure.heading()).with(Optional.empty());
    return new Answer.Html(failure.status(), views.page(template, new Screen<>(frame, draft)));
  }
}
