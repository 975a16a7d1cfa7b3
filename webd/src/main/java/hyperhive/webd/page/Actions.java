package hyperhive.webd.page;

import hyperhive.webd.privd.PrivdClient;
import hyperhive.webd.session.SessionToken;
import hyperhive.wire.AgentName;
import hyperhive.wire.ApprovalId;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What the operator does to agents and approvals. Every answer is a redirect to a page by GET, so
/// that reloading it does nothing a second time.
final class Actions {
  private final PrivdClient privd;

  Actions(PrivdClient privd) {
    this.privd = privd;
  }

  Answer spawn(Visit visit) {
    AgentName name = AgentName.parse(visit.form().text("name").strip());
    privd.spawn(visit.requireSession(), name);
    return done(visit, "/", Notice.SPAWNED);
  }

  Answer createManager(Visit visit) {
    privd.createManager(visit.requireSession());
    return done(visit, "/", Notice.MANAGER);
  }

  Answer approve(Visit visit) {
    ApprovalId id = new ApprovalId(visit.id());
    FormData form = visit.form();
    long version = Visit.positive(form.text("version"));
    privd.approve(visit.requireSession(), id, version, form.text("commit"));
    return done(visit, "/approvals", Notice.APPROVED);
  }

  Answer deny(Visit visit) {
    ApprovalId id = new ApprovalId(visit.id());
    privd.deny(visit.requireSession(), id, visit.form().prose("note"));
    return done(visit, "/approvals", Notice.DENIED);
  }

  Answer pauseAll(Visit visit) {
    privd.pauseAll(visit.requireSession());
    return done(visit, "/", Notice.PAUSED_ALL);
  }

  Answer resumeAll(Visit visit) {
    privd.resumeAll(visit.requireSession());
    return done(visit, "/", Notice.RESUMED_ALL);
  }

  Answer start(Visit visit) {
    return toAgent(visit, privd::startAgent, Notice.STARTED);
  }

  Answer stop(Visit visit) {
    return toAgent(visit, privd::stopAgent, Notice.STOPPED);
  }

  Answer restart(Visit visit) {
    return toAgent(visit, privd::restartAgent, Notice.RESTARTED);
  }

  Answer rebuild(Visit visit) {
    return toAgent(visit, privd::rebuild, Notice.REBUILT);
  }

  Answer pause(Visit visit) {
    return toAgent(visit, privd::pauseAgent, Notice.PAUSED);
  }

  Answer resume(Visit visit) {
    return toAgent(visit, privd::resumeAgent, Notice.RESUMED);
  }

  Answer destroy(Visit visit) {
    AgentName name = visit.agent();
    privd.destroy(visit.requireSession(), name, visit.form().text("confirm").strip());
    return done(visit, "/agent/" + name + "/", Notice.DESTROYED);
  }

  Answer purge(Visit visit) {
    AgentName name = visit.agent();
    privd.purge(visit.requireSession(), name, visit.form().text("confirm").strip());
    return done(visit, "/", Notice.PURGED);
  }

  private static Answer toAgent(
      Visit visit, BiConsumer<SessionToken, AgentName> request, Notice notice) {
    AgentName name = visit.agent();
    request.accept(visit.requireSession(), name);
    return done(visit, "/agent/" + name + "/", notice);
  }

  static Answer done(Visit visit, String otherwise, Notice notice) {
    LocalPath back = visit.form().back().orElseGet(() -> LocalPath.of(otherwise));
    return new Answer.Redirect(back.with(notice), Optional.empty());
  }
}
