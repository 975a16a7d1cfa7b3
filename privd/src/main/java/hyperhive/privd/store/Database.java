package hyperhive.privd.store;

import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;

/// The H2 database file under `<state-dir>/privd`, brought to this release's schema.
///
/// Reads may use [#jdbi()] from any thread, each with a connection of its own, so that after a full
/// disk made H2 close the file the next read simply opens it again. Every write goes through
/// [Writer].
public final class Database {
  private static final String FILE = "hyperhive";

  private final Jdbi jdbi;
  private final boolean fresh;

  private Database(Jdbi jdbi, boolean fresh) {
    this.jdbi = jdbi;
    this.fresh = fresh;
  }

  /// @param directory root only
  /// @param mayCreate whether a missing file is a new installation and not a lost one
  /// @throws DatabaseUnusableException if the file is lost, damaged, or of a newer release
  public static Database open(Path directory, boolean mayCreate) throws DatabaseUnusableException {
    Path file = directory.resolve(FILE + ".mv.db");
    boolean exists = Files.exists(file);
    if (!exists && !mayCreate) {
      throw new DatabaseUnusableException("The database is lost. Restore it from a backup.", null);
    }
    JdbcDataSource source = new JdbcDataSource();
    // WRITE_DELAY=0: a commit is written at once; the writer adds the sync.
    source.setURL(
        "jdbc:h2:file:"
            + directory.toAbsolutePath().resolve(FILE)
            + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LOCK_TIMEOUT=5000");
    source.setUser("hyperhive");
    source.setPassword("");
    migrate(source);
    return new Database(Jdbi.create(source), !exists);
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /// Whether this start created the file.
  public boolean fresh() {
    return fresh;
  }

  /// Writes everything out and closes the file.
  public void close() {
    jdbi.useHandle(handle -> handle.execute("SHUTDOWN"));
  }

  private static void migrate(JdbcDataSource source) throws DatabaseUnusableException {
    try {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:db/migration")
          .validateOnMigrate(true)
          .ignoreMigrationPatterns("")
          .load()
          .migrate();
    } catch (FlywayException failure) {
      throw new DatabaseUnusableException(
          "The database is damaged, or was written by a newer release. Restore it from a backup, or"
              + " start the release that wrote it.",
          failure);
    }
  }
}
