package hyperhive.webd.page;

import hyperhive.webd.session.SessionToken;
import hyperhive.wire.AgentName;
import hyperhive.wire.ApprovalId;
import java.util.function.Function;

/// The pages that show something.
final class Pages {
  private final Sights sights;
  private final Views views;

  Pages(Sights sights, Views views) {
    this.sights = sights;
    this.views = views;
  }

  Answer overview(Visit visit) {
    return show(visit, sights::overview);
  }

  Answer agent(Visit visit) {
    AgentName name = visit.agent();
    return show(visit, session -> sights.agent(session, name));
  }

  Answer agentMessages(Visit visit) {
    AgentName name = visit.agent();
    long before = visit.before();
    return show(visit, session -> sights.agentMessages(session, name, before));
  }

  Answer log(Visit visit) {
    AgentName name = visit.agent();
    return show(visit, session -> sights.log(session, name));
  }

  Answer approvals(Visit visit) {
    long before = visit.before();
    return show(visit, session -> sights.approvals(session, before));
  }

  Answer approval(Visit visit) {
    ApprovalId id = new ApprovalId(visit.id());
    return show(visit, session -> sights.approval(session, id));
  }

  Answer questions(Visit visit) {
    long before = visit.before();
    return show(visit, session -> sights.questions(session, before));
  }

  Answer messages(Visit visit) {
    String agent = visit.query("agent");
    long before = visit.before();
    return show(visit, session -> sights.messages(session, agent, before));
  }

  Answer audit(Visit visit) {
    long before = visit.before();
    return show(visit, session -> sights.audit(session, before));
  }

  private Answer show(Visit visit, Function<SessionToken, Sight> look) {
    Sight sight = look.apply(visit.requireSession()).with(visit.notice());
    return new Answer.Html(200, views.page(sight));
  }
}
