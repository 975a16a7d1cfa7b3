package hyperhive.privd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// Ways in which a database can be of no use any more.
final class Damage {
  private Damage() {}

  static void to(Path file, String how) throws IOException, SQLException {
    switch (how) {
      case "deleted" -> Files.delete(file);
      case "empty" -> cut(file, 0);
      case "garbage" -> overwrite(file, (byte) 'x');
      case "zeroed" -> overwrite(file, (byte) 0);
      case "cut off" -> cut(file, 5_000);
      case "newer" -> newer(file);
      default -> throw new IllegalArgumentException(how);
    }
  }

  private static void cut(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  private static void overwrite(Path file, byte with) throws IOException {
    byte[] content = new byte[Math.toIntExact(Files.size(file))];
    java.util.Arrays.fill(content, with);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(content));
    }
  }

  private static void newer(Path file) throws SQLException {
    String name = file.toString().replace(".mv.db", "");
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + name, "hyperhive", "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\","
              + " \"type\", \"script\", \"checksum\", \"installed_by\", \"execution_time\","
              + " \"success\") values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, true)");
    }
  }
}
