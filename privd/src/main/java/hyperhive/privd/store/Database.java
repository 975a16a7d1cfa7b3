package hyperhive.privd.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The H2 database file under `<state-dir>/privd`, brought to this release's schema.
///
/// Reads may use [#jdbi()] from any thread, each with a connection of its own, so that after a full
/// disk made H2 close the file the next read simply opens it again. Every write goes through
/// [Writer].
public final class Database {
  private static final String FILE = "hyperhive";

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final JdbcDataSource source;
  private final Jdbi jdbi;
  private final boolean fresh;

  private Database(JdbcDataSource source, boolean fresh) {
    this.source = source;
    this.jdbi = Jdbi.create(source);
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
            + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LOCK_TIMEOUT=5000;CACHE_SIZE=16384");
    source.setUser("hyperhive");
    source.setPassword("");
    migrate(source);
    return new Database(source, !exists);
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
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    } catch (SQLException alreadyClosed) {
      LOG.warn(
          "the database was not closed in order; it recovers at the next start", alreadyClosed);
    }
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
