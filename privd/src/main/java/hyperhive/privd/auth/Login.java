package hyperhive.privd.auth;

import hyperhive.privd.auth.Sessions.Minted;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.store.Transaction;
import hyperhive.privd.store.Writer;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The operator's credential: made once with the one-time token, checked at each login.
public final class Login {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cf}]+");

  private static final int MOST_NAME = 64;

  private record Credential(String name, String hash) {}

  private final Jdbi jdbi;
  private final Writer writer;
  private final Sessions sessions;
  private final SetupToken setupToken;
  private final Clock clock;
  private final Passwords passwords = new Passwords();
  private final LoginDelay delay = new LoginDelay();

  public Login(Jdbi jdbi, Writer writer, Sessions sessions, SetupToken setupToken, Clock clock) {
    this.jdbi = jdbi;
    this.writer = writer;
    this.sessions = sessions;
    this.setupToken = setupToken;
    this.clock = clock;
  }

  /// Creates the operator, or renews a lost password, and consumes the token in the same change.
  /// Every session there was ends.
  public Minted setup(String token, String name, String password) {
    boolean fits = name.length() <= MOST_NAME && NAME.matcher(name).matches();
    if (!fits || !name.strip().equals(name)) {
      throw Refusal.invalid("A name is 1 to 64 printable characters, without spaces around it.");
    }
    if (!setupToken.isOutstanding(token)) {
      delay.beforeCheck();
      delay.failed();
      throw wrongToken();
    }
    String hash = passwords.hash(password);
    Minted minted = writer.write(transaction -> consume(transaction, token, name, hash));
    setupToken.forget();
    return minted;
  }

  private Minted consume(Transaction transaction, String token, String name, String hash) {
    if (!setupToken.consume(transaction, token)) {
      throw wrongToken();
    }
    Handle handle = transaction.handle();
    handle.execute("delete from operator");
    handle.execute(
        "insert into operator (id, name, password_hash, created_ms) values (1, ?, ?, ?)",
        name,
        hash,
        clock.millis());
    sessions.endAll(transaction);
    return sessions.mint(transaction, name);
  }

  private static Refusal wrongToken() {
    return Refusal.unauthenticated(
        "This is not the setup token; ./hive status says where the current one lies.");
  }

  /// One answer for a wrong name and a wrong password.
  public Minted login(String name, String password) {
    delay.beforeCheck();
    Optional<Credential> operator = credential().filter(known -> known.name().equals(name));
    boolean right;
    if (operator.isPresent()) {
      right = passwords.matches(password, operator.get().hash());
    } else {
      passwords.matchesNobody(password);
      right = false;
    }
    if (!right) {
      delay.failed();
      throw Refusal.unauthenticated("The name or the password is wrong.");
    }
    return writer.write(transaction -> sessions.mint(transaction, name));
  }

  public boolean hasOperator() {
    return credential().isPresent();
  }

  private Optional<Credential> credential() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select name, password_hash from operator where id = 1")
                .map((row, context) -> new Credential(row.getString(1), row.getString(2)))
                .findOne());
  }
}
