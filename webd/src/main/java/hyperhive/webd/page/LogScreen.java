package hyperhive.webd.page;

import hyperhive.webd.model.Log;

/// The output of an agent's container.
public record LogScreen(String name, Log log) {}
