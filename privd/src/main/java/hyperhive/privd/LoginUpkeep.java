package hyperhive.privd;

import hyperhive.privd.audit.AuditLog;
import hyperhive.privd.auth.Login;
import hyperhive.privd.auth.SetupToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Keeps the setup token as it should be: there while nobody is set up, renewed when root asks.
final class LoginUpkeep {
  private final Login login;
  private final SetupToken setupToken;
  private final ResetRequest reset;
  private final AuditLog audit;

  LoginUpkeep(Path directory, Login login, SetupToken setupToken, AuditLog audit) {
    this.login = login;
    this.setupToken = setupToken;
    this.reset = ResetRequest.inDirectory(directory);
    this.audit = audit;
  }

  void atStart() {
    if (!login.hasOperator()) {
      setupToken.ensureIssued();
    }
    check();
  }

  void schedule(ScheduledExecutorService scheduler) {
    Chores.every(scheduler, 500, TimeUnit.MILLISECONDS, this::check);
  }

  private void check() {
    try {
      if (reset.isAsked()) {
        setupToken.issue();
        audit.append("root", "ResetLogin", "", "ok", 0);
        reset.done();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the setup token could not be looked after", failure);
    }
  }
}
