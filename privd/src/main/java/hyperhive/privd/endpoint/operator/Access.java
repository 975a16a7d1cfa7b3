package hyperhive.privd.endpoint.operator;

import hyperhive.operator.v1.LoginReply;
import hyperhive.operator.v1.LoginRequest;
import hyperhive.operator.v1.LoginState;
import hyperhive.operator.v1.LogoutReply;
import hyperhive.operator.v1.PingReply;
import hyperhive.operator.v1.SetupReply;
import hyperhive.operator.v1.SetupRequest;
import hyperhive.privd.auth.Actor;
import hyperhive.privd.auth.Login;
import hyperhive.privd.auth.Sessions;
import hyperhive.privd.auth.Sessions.Minted;
import hyperhive.privd.auth.SetupToken;

/// How the operator comes in and goes out.
final class Access {
  private final Login login;
  private final Sessions sessions;
  private final SetupToken setupToken;
  private final String version;

  Access(Login login, Sessions sessions, SetupToken setupToken, String version) {
    this.login = login;
    this.sessions = sessions;
    this.setupToken = setupToken;
    this.version = version;
  }

  PingReply ping() {
    boolean setup = !login.hasOperator() || setupToken.anyOutstanding();
    return PingReply.newBuilder()
        .setVersion(version)
        .setLogin(setup ? LoginState.LOGIN_STATE_SETUP : LoginState.LOGIN_STATE_READY)
        .build();
  }

  SetupReply setup(SetupRequest request) {
    Minted minted = login.setup(request.getToken(), request.getName(), request.getPassword());
    CallRecord.current().setAuditActor(minted.actor().operator());
    return SetupReply.newBuilder().setSession(Views.session(minted)).build();
  }

  LoginReply login(LoginRequest request) {
    Minted minted = login.login(request.getName(), request.getPassword());
    CallRecord.current().setAuditActor(minted.actor().operator());
    return LoginReply.newBuilder().setSession(Views.session(minted)).build();
  }

  LogoutReply logout(Actor actor) {
    sessions.logout(actor);
    return LogoutReply.getDefaultInstance();
  }
}
