package hyperhive.agentd.fake;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The program as it is installed, put together from the test's own class path: the real start
/// script and only what belongs to run time.
final class Dist {
  private static final Pattern TEST_ONLY =
      Pattern.compile(
          "test-classes|(junit|opentest4j|apiguardian|archunit|netty|grpc-netty|surefire).*");

  private static final Dist ONLY = build();

  private final Path home;

  private Dist(Path home) {
    this.home = home;
  }

  static Path script() {
    return ONLY.home.resolve("bin/agentd");
  }

  private static Dist build() {
    try {
      Path home = Files.createTempDirectory("agentd-dist");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
      copy(Path.of("src/main/dist/bin/agentd"), home.resolve("bin/agentd"));
      copy(Path.of("src/main/dist/etc/logging.properties"), home.resolve("etc/logging.properties"));
      Files.createDirectory(home.resolve("lib"));
      for (String entry :
          List.of(System.getProperty("java.class.path").split(File.pathSeparator))) {
        install(Path.of(entry), home.resolve("lib"));
      }
      return new Dist(home);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void install(Path entry, Path lib) throws IOException {
    if (TEST_ONLY.matcher(entry.getFileName().toString()).matches()) {
      return;
    }
    if (Files.isDirectory(entry)) {
      jar(entry, lib.resolve(entry.getName(entry.getNameCount() - 3) + ".jar"));
    } else if (Files.exists(entry)) {
      Files.createSymbolicLink(lib.resolve(entry.getFileName()), entry);
    }
  }

  private static void jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, out);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }
}
