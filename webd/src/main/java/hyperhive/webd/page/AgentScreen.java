package hyperhive.webd.page;

import hyperhive.webd.model.AgentDetail;

/// An agent's page.
///
/// @param tab the current one of its tabs
public record AgentScreen(String name, String tab, AgentDetail detail) {}
