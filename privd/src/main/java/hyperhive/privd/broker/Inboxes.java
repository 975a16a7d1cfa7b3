package hyperhive.privd.broker;

import hyperhive.wire.AgentName;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What is leased at the moment and who waits, in memory only: a lease that is lost with privd is a
/// redelivery, never a loss.
final class Inboxes {
  private final Map<AgentName, Inbox> inboxes = new ConcurrentHashMap<>();

  Inbox of(AgentName agent) {
    return inboxes.computeIfAbsent(agent, name -> new Inbox());
  }

  /// Wakes whoever waits for messages of this agent.
  void wake(AgentName agent) {
    of(agent).wake();
  }

  /// One agent's leases and waiters. Its monitor is held for the short time it takes to read the
  /// waiting messages and lease them, so that two receivers never get the same one.
  static final class Inbox {
    private final Set<Long> leased = new LinkedHashSet<>();

    /// Handed out in this life of privd: the rows learn of it only a little later.
    private final Set<Long> handedOut = new HashSet<>();

    private final LinkedHashSet<Waiter> waiters = new LinkedHashSet<>();
    private String instance = "";

    synchronized boolean isLeased(long id) {
      return leased.contains(id);
    }

    synchronized Set<Long> leased() {
      return new HashSet<>(leased);
    }

    synchronized void lease(Collection<Long> ids) {
      leased.addAll(ids);
      handedOut.addAll(ids);
    }

    synchronized MessageRecord marked(MessageRecord message) {
      return handedOut.contains(message.id()) ? message.again() : message;
    }

    synchronized void done(Collection<Long> ids) {
      handedOut.removeAll(ids);
      var _ = release(ids);
    }

    synchronized int release(Collection<Long> ids) {
      int before = leased.size();
      leased.removeAll(ids);
      wake();
      return before - leased.size();
    }

    /// A new instance of agentd holds nothing of what its predecessor held.
    synchronized void newInstance(String newInstance) {
      if (!instance.equals(newInstance)) {
        instance = newInstance;
        leased.clear();
        wake();
      }
    }

    synchronized void wake() {
      waiters.forEach(Waiter::wake);
    }

    /// At most `most` wait at once; one more releases the oldest with nothing.
    synchronized Waiter enter(int most) {
      if (waiters.size() >= most) {
        Waiter oldest = waiters.removeFirst();
        oldest.release();
      }
      Waiter waiter = new Waiter();
      waiters.addLast(waiter);
      return waiter;
    }

    synchronized void leave(Waiter waiter) {
      waiters.remove(waiter);
    }
  }
}
