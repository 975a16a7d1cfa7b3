package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;

/// One promise of the boundary and whether it holds on this host.
public record IsolationFact(HostileText name, boolean holds, HostileText detail) {}
