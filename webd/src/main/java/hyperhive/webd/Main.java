package hyperhive.webd;

import hyperhive.webd.http.PublicOrigin;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `webd`: reads its configuration, listens, says so in one line, stops on SIGTERM.
@Command(
    name = "webd",
    mixinStandardHelpOptions = true,
    description = "Serves the operator's pages. Asks privd for everything.")
public final class Main implements Callable<Integer> {
  /// Starting again does not help: somebody has to change the configuration (sysexits EX_CONFIG).
  static final int EXIT_CONFIGURATION = 78;

  static final int EXIT_FAILED = 1;

  private static final String DEFAULT_SOCKET = "/run/hyperhive/operator/operator.sock";
  private static final String DEFAULT_LISTEN = "127.0.0.1:7000";

  @Option(names = "--config", paramLabel = "FILE", description = "webd.toml")
  private @Nullable Path config;

  @Option(names = "--socket", paramLabel = "PATH", description = "privd's operator.sock")
  private @Nullable String socket;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "where to listen; also unix:/PATH")
  private @Nullable String listen;

  @Option(
      names = "--public-origin",
      paramLabel = "ORIGIN",
      description = "the address in the browser, such as https://hive.example")
  private @Nullable String publicOrigin;

  /// Starts webd and ends the process when it has stopped.
  public static void main(String[] arguments) {
    CommandLine commandLine =
        new CommandLine(new Main())
            .setExecutionExceptionHandler((exception, line, parsed) -> failed(exception))
            .setParameterExceptionHandler(
                (exception, rest) -> {
                  System.err.println("webd: " + exception.getMessage());
                  return EXIT_CONFIGURATION;
                });
    System.exit(commandLine.execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    Config read = configuration();
    WebdServer server = WebdServer.start(read);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "stop"));
    System.out.println("webd ready " + server.origin() + "/");
    System.out.flush();
    stopped.await();
    return 0;
  }

  private Config configuration() {
    Optional<ConfigFile> file = Optional.ofNullable(config).map(ConfigFile::read);
    Function<String, Optional<String>> fromFile =
        key -> file.flatMap(settings -> settings.text(key));
    String path =
        Optional.ofNullable(socket).or(() -> fromFile.apply("socket")).orElse(DEFAULT_SOCKET);
    String address =
        Optional.ofNullable(listen).or(() -> fromFile.apply("listen")).orElse(DEFAULT_LISTEN);
    Optional<String> origin =
        Optional.ofNullable(publicOrigin).or(() -> fromFile.apply("public_origin"));
    return new Config(Path.of(path), Listen.parse(address), origin.map(Main::origin));
  }

  private static PublicOrigin origin(String text) {
    try {
      return PublicOrigin.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()));
    }
  }

  private static void stop(WebdServer server, CountDownLatch stopped) {
    server.close();
    stopped.countDown();
  }

  private static int failed(Exception exception) throws Exception {
    return switch (exception) {
      case ConfigurationException wrong -> say(wrong, EXIT_CONFIGURATION);
      case ServerFailedException failure -> say(failure, EXIT_FAILED);
      default -> throw exception;
    };
  }

  private static int say(Exception exception, int code) {
    System.err.println("webd: " + exception.getMessage());
    return code;
  }
}
