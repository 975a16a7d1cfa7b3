package hyperhive.privd.store;

import hyperhive.privd.event.EventLog;
import java.nio.file.Path;

/// A process that only writes to a database, and says each write that was acknowledged, until it is
/// killed.
final class KilledWriter {
  private static final String BODY = "x".repeat(200);

  private KilledWriter() {}

  public static void main(String[] args) throws Exception {
    Database database = Database.open(Path.of(args[0]));
    Writer writer = new Writer(database.jdbi(), new EventLog(1));
    System.out.println("found " + rows(database));
    while (true) {
      writer.run(
          transaction ->
              transaction
                  .handle()
                  .execute(
                      "insert into reminder (agent, body, set_ms, due_ms) values ('a', ?, 1, 1)",
                      BODY));
      System.out.println("acknowledged");
    }
  }

  private static long rows(Database database) {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("select count(*) from reminder").mapTo(Long.class).one());
  }
}
