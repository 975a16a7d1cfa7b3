package hyperhive.webd.model;

import hyperhive.webd.session.SessionToken;
import hyperhive.webd.text.Moment;

/// A session that privd has just made.
public record NewSession(SessionToken token, Moment expiresMs) {}
