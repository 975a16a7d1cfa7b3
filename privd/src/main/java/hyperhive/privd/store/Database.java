package hyperhive.privd.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The H2 database file under `<state-dir>/privd`, brought to this release's schema.
///
/// Reads may use [#jdbi()] from any thread, each with a connection of its own, so that after a full
/// disk made H2 close the file the next read simply opens it again. Every write goes through
/// [Writer].
public final class Database {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final String FILE = "hyperhive";
  private static final String SUFFIX = ".mv.db";

  /// Stands from the first time a database was made here. Where it stands and the database does
  /// not, the database was lost.
  private static final String INSTALLED = "installed";

  /// An empty H2 file is longer. A shorter one was cut off, and H2 would begin anew in it.
  private static final long LEAST_BYTES = 4_096;

  private final JdbcDataSource source;
  private final Jdbi jdbi;

  private Database(JdbcDataSource source) {
    this.source = source;
    this.jdbi = Jdbi.create(source);
  }

  /// Opens the database; makes it in a directory that never had one.
  ///
  /// @param directory root only
  /// @throws DatabaseUnusableException if the file is lost, damaged, or of a newer release
  public static Database open(Path directory) throws DatabaseUnusableException {
    Path installed = directory.resolve(INSTALLED);
    try {
      if (!Files.exists(file(directory))) {
        if (Files.exists(installed)) {
          throw new DatabaseUnusableException(
              "The database is lost. Restore it from a backup.", null);
        }
        create(directory);
      }
      JdbcDataSource source = existing(directory);
      if (!Files.exists(installed)) {
        Files.createFile(installed);
      }
      return new Database(source);
    } catch (IOException failure) {
      throw new DatabaseUnusableException("The database cannot be reached.", failure);
    }
  }

  /// Made aside and moved into place when it is whole, so that a first start which was cut off
  /// leaves nothing that looks like a damaged database.
  private static void create(Path directory) throws IOException, DatabaseUnusableException {
    Path aside = Files.createDirectories(directory.resolve("first-start"));
    Files.deleteIfExists(file(aside));
    JdbcDataSource source = source(aside);
    migrate(source);
    shutDown(source);
    Files.move(file(aside), file(directory), StandardCopyOption.ATOMIC_MOVE);
    deleteTree(aside);
  }

  private static JdbcDataSource existing(Path directory)
      throws IOException, DatabaseUnusableException {
    if (Files.size(file(directory)) < LEAST_BYTES) {
      throw unusable(null);
    }
    JdbcDataSource source = source(directory);
    closeInOrder(source);
    try {
      if (flyway(source).info().current() == null) {
        throw unusable(null);
      }
    } catch (RuntimeException damaged) {
      throw unusable(damaged);
    }
    migrate(source);
    return source;
  }

  /// What H2 2.5.252 commits after it opened a file that a killed process left behind may not be
  /// found again if it is killed once more: about one `kill -9` in forty lost everything since that
  /// open, synced or not. After a close in order none was lost. So the file is closed once before
  /// anything is acknowledged; the next connection opens it again.
  private static void closeInOrder(JdbcDataSource source) {
    shutDown(source);
  }

  private static Path file(Path directory) {
    return directory.resolve(FILE + SUFFIX);
  }

  private static JdbcDataSource source(Path directory) {
    JdbcDataSource source = new JdbcDataSource();
    // WRITE_DELAY=0: a commit is written at once; the writer adds the sync.
    source.setURL(
        "jdbc:h2:file:"
            + directory.toAbsolutePath().resolve(FILE)
            + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LOCK_TIMEOUT=5000;CACHE_SIZE=16384");
    source.setUser("hyperhive");
    source.setPassword("");
    return source;
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /// Writes everything out and closes the file.
  public void close() {
    shutDown(source);
  }

  // Plain JDBC: after SHUTDOWN a statement cannot even be asked for its update count.
  private static void shutDown(JdbcDataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    } catch (SQLException failure) {
      LOG.warn("the database was not closed in order; what was acknowledged is on disk", failure);
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path each : files) {
        Files.delete(each);
      }
    }
    Files.delete(directory);
  }

  private static Flyway flyway(JdbcDataSource source) {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .validateOnMigrate(true)
        .ignoreMigrationPatterns("")
        .load();
  }

  private static void migrate(JdbcDataSource source) throws DatabaseUnusableException {
    try {
      flyway(source).migrate();
    } catch (RuntimeException failure) {
      throw unusable(failure);
    }
  }

  private static DatabaseUnusableException unusable(@Nullable Throwable cause) {
    return new DatabaseUnusableException(
        "The database is damaged, or was written by a newer release. Restore it from a backup, or"
            + " start the release that wrote it.",
        cause);
  }
}
