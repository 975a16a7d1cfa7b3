package hyperhive.privd.auth;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import hyperhive.privd.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Argon2id hashes of passwords. At most two are computed at once, so that a flood of logins cannot
/// take the machine's memory; who comes later waits.
final class Passwords {
  /// OWASP's password storage cheat sheet names 19 MiB with two passes as its first choice; three
  /// passes cost a login a few milliseconds more.
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19_456, 3, 1, 32, Argon2.ID);

  static final int MIN_BYTES = 12;
  static final int MAX_BYTES = 1_024;
  private static final int AT_ONCE = 2;
  private static final long MOST_WAIT_SECONDS = 8;

  private final Semaphore slots = new Semaphore(AT_ONCE, true);

  /// Of a password nobody has, so that an unknown name takes as long as a wrong password.
  private final String nobody = ARGON2.hash(Tokens.fresh()).getResult();

  String hash(String password) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
      throw Refusal.invalid("A password is 12 to 1024 bytes long; choose a longer phrase.");
    }
    return inSlot(() -> Password.hash(password).addRandomSalt(16).with(ARGON2).getResult());
  }

  boolean matches(String password, String hash) {
    if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return false;
    }
    return inSlot(() -> Password.check(password, hash).with(ARGON2));
  }

  /// Spends the time of a check; never matches.
  void matchesNobody(String password) {
    matches(password, nobody);
  }

  private <T> T inSlot(Supplier<T> work) {
    try {
      if (!slots.tryAcquire(MOST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw Refusal.overLimit("Too many logins are being checked; try again in a few seconds.");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("privd is stopping.");
    }
    try {
      return work.get();
    } finally {
      slots.release();
    }
  }
}
