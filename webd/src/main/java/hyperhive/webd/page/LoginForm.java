package hyperhive.webd.page;

import java.util.Optional;

/// The login form as it was sent, without the password.
///
/// @param next where to go afterwards
public record LoginForm(String name, Optional<String> next, String refusal) {}
