package hyperhive.privd.auth;

import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.store.Transaction;
import hyperhive.privd.store.Writer;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/// Logged-in sessions: kept as hashes, checked from memory, ended by privd's clock.
public final class Sessions {
  private static final int MOST = 100;
  private static final Set<Right> ALL_RIGHTS = EnumSet.allOf(Right.class);

  /// A session as its owner gets it, once.
  public record Minted(String token, Actor actor) {}

  private final Writer writer;
  private final Clock clock;
  private final Duration lifetime;
  private final Map<String, Actor> live = new ConcurrentHashMap<>();

  public Sessions(Jdbi jdbi, Writer writer, Clock clock, Duration lifetime) {
    this.writer = writer;
    this.clock = clock;
    this.lifetime = lifetime;
    load(jdbi).forEach(actor -> live.put(actor.tokenHash(), actor));
  }

  private static List<Actor> load(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from operator_session")
                .map(
                    (row, context) ->
                        new Actor(
                            row.getString("operator"),
                            row.getString("token_hash"),
                            row.getLong("expires_ms"),
                            ALL_RIGHTS))
                .list());
  }

  /// @return who this token stands for, if it does now
  public Optional<Actor> find(String token) {
    return byHash(Tokens.hash(token));
  }

  /// Whether a session that was good when a stream began still is.
  public boolean isLive(Actor actor) {
    return byHash(actor.tokenHash()).isPresent();
  }

  private Optional<Actor> byHash(String hash) {
    return Optional.ofNullable(live.get(hash)).filter(actor -> actor.expiresMs() > clock.millis());
  }

  Minted mint(Transaction transaction, String operator) {
    return mint(transaction, operator, ALL_RIGHTS);
  }

  Minted mint(Transaction transaction, String operator, Set<Right> rights) {
    long now = clock.millis();
    String token = Tokens.fresh();
    Actor actor = new Actor(operator, Tokens.hash(token), now + lifetime.toMillis(), rights);
    transaction.handle().execute("delete from operator_session where expires_ms <= ?", now);
    live.values().removeIf(other -> other.expiresMs() <= now);
    if (live.size() >= MOST) {
      live.values().stream()
          .min(Comparator.comparingLong(Actor::expiresMs))
          .ifPresent(oldest -> end(transaction, oldest));
    }
    transaction
        .handle()
        .execute(
            "insert into operator_session (token_hash, operator, expires_ms) values (?, ?, ?)",
            actor.tokenHash(),
            operator,
            actor.expiresMs());
    transaction.afterCommit(() -> live.put(actor.tokenHash(), actor));
    return new Minted(token, actor);
  }

  /// Ends a session at once, also if the database cannot be written.
  public void logout(Actor actor) {
    live.remove(actor.tokenHash());
    writer.run(transaction -> end(transaction, actor));
  }

  void endAll(Transaction transaction) {
    transaction.handle().execute("delete from operator_session");
    transaction.afterCommit(live::clear);
  }

  private void end(Transaction transaction, Actor actor) {
    transaction
        .handle()
        .execute("delete from operator_session where token_hash = ?", actor.tokenHash());
    transaction.afterCommit(() -> live.remove(actor.tokenHash()));
  }

  /// @throws Refusal UNAUTHENTICATED, or NOT_ALLOWED if the session lacks the right
  public Actor require(String token, Right right) {
    Actor actor =
        find(token)
            .orElseThrow(() -> Refusal.unauthenticated("The session has ended; log in again."));
    if (!actor.may(right)) {
      throw Refusal.notAllowed("Your login does not have the right to do this.");
    }
    return actor;
  }
}
