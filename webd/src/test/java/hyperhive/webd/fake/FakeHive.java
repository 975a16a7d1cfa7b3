package hyperhive.webd.fake;

import hyperhive.operator.v1.Changed;
import hyperhive.operator.v1.GetAgentReply;
import hyperhive.operator.v1.GetOverviewReply;
import hyperhive.operator.v1.ListApprovalsReply;
import hyperhive.operator.v1.ListAuditReply;
import hyperhive.operator.v1.ListMessagesReply;
import hyperhive.operator.v1.ListQuestionsReply;
import hyperhive.operator.v1.LoginState;
import hyperhive.operator.v1.PageContext;
import hyperhive.operator.v1.StateFile;
import hyperhive.operator.v1.Topic;
import hyperhive.operator.v1.WatchEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the fake privd knows. Tests set the replies they want to see rendered.
public final class FakeHive {
  public static final String NAME = "ada";
  public static final String PASSWORD = "correct horse battery";
  public static final String TOKEN = "setup-token-0123456789";

  public final GetOverviewReply.Builder overview = GetOverviewReply.newBuilder();
  public final Map<String, GetAgentReply.Builder> agents = new HashMap<>();
  public final ListApprovalsReply.Builder approvals = ListApprovalsReply.newBuilder();
  public final ListQuestionsReply.Builder questions = ListQuestionsReply.newBuilder();
  public final ListMessagesReply.Builder messages = ListMessagesReply.newBuilder();
  public final ListAuditReply.Builder audit = ListAuditReply.newBuilder().setChainIntact(true);
  public final List<StateFile> files = new ArrayList<>();
  public final Map<String, byte[]> contents = new HashMap<>();
  public byte[] log = new byte[0];

  /// What was changed, in order, as one line each.
  public final List<String> changes = new CopyOnWriteArrayList<>();

  final List<Consumer<WatchEvent>> watchers = new CopyOnWriteArrayList<>();

  private final Set<String> sessions = new HashSet<>();
  private LoginState login = LoginState.LOGIN_STATE_READY;
  private int waiting;
  private boolean waitingUnknown;
  private long seq = 100;
  private int minted;

  public synchronized void loginState(LoginState state) {
    login = state;
  }

  synchronized LoginState loginState() {
    return login;
  }

  public synchronized String mint() {
    minted++;
    String token = "session-token-number-" + minted;
    sessions.add(token);
    return token;
  }

  public synchronized void endSessions() {
    sessions.clear();
  }

  synchronized void end(String session) {
    sessions.remove(session);
  }

  synchronized boolean hasSession(@Nullable String session) {
    return sessions.contains(session);
  }

  public synchronized void waiting(int count) {
    waiting = count;
  }

  public synchronized void waitingUnknown() {
    waitingUnknown = true;
  }

  public synchronized long seq() {
    return seq;
  }

  public synchronized PageContext context() {
    return PageContext.newBuilder()
        .setSeq(seq)
        .setWaiting(waiting)
        .setWaitingUnknown(waitingUnknown)
        .setOperator(NAME)
        .setNowMs(System.currentTimeMillis())
        .build();
  }

  /// Tells everybody who watches.
  public void changed(Topic topic, String agent) {
    WatchEvent event;
    synchronized (this) {
      seq++;
      event =
          WatchEvent.newBuilder()
              .setSeq(seq)
              .setChanged(Changed.newBuilder().setTopic(topic).setAgent(agent))
              .build();
    }
    watchers.forEach(watcher -> watcher.accept(event));
  }
}
