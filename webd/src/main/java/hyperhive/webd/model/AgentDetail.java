package hyperhive.webd.model;

/// All that an agent's page shows, from one request.
public record AgentDetail(
    PageContext context,
    Agent agent,
    Turn turn,
    Section<Message> inbox,
    Section<LooseEnd> looseEnds,
    Section<Message> recent,
    Limits limits) {}
