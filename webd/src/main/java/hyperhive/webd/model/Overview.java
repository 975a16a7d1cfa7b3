package hyperhive.webd.model;

import java.util.List;

/// All that the overview page shows, from one request.
public record Overview(
    PageContext context,
    Section<Agent> agents,
    Section<Question> questions,
    Section<Approval> approvals,
    Section<Message> activity,
    List<IsolationFact> isolation,
    boolean hasManager,
    String managerName) {}
