package hyperhive.privd.auth;

import hyperhive.privd.store.Transaction;
import hyperhive.privd.store.Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one-time token with which the operator is created, or gets a new password after root asked
/// for a reset. It lies in a file only root can read; the database keeps its hash, and whoever
/// deletes that row has consumed it.
public final class SetupToken {
  private static final Logger LOG = LoggerFactory.getLogger(SetupToken.class);

  private final Jdbi jdbi;
  private final Writer writer;
  private final Path file;

  /// @param file in privd's own directory
  public SetupToken(Jdbi jdbi, Writer writer, Path file) {
    this.jdbi = jdbi;
    this.writer = writer;
    this.file = file;
  }

  /// Makes a new token; an earlier one is worth nothing any more.
  public void issue() {
    String token = Tokens.fresh();
    writer.run(
        transaction -> {
          transaction.handle().execute("delete from setup_token");
          transaction
              .handle()
              .execute("insert into setup_token (token_hash) values (?)", Tokens.hash(token));
        });
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, token + "\n", StandardCharsets.US_ASCII);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException("the setup token cannot be written", failure);
    }
  }

  /// Makes a token if the one there should be cannot be read any more.
  public void ensureIssued() {
    if (!isOutstanding(inFile())) {
      issue();
    }
  }

  private String inFile() {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  public boolean anyOutstanding() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select 1 from setup_token limit 1")
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  boolean isOutstanding(String token) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select 1 from setup_token where token_hash = :hash")
                .bind("hash", Tokens.hash(token))
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  boolean consume(Transaction transaction, String token) {
    return transaction
            .handle()
            .execute("delete from setup_token where token_hash = ?", Tokens.hash(token))
        == 1;
  }

  /// Removes the file of a token that was consumed.
  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      LOG.warn("the file of the used setup token cannot be removed; it is worth nothing", failure);
    }
  }
}
