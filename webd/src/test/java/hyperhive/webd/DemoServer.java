package hyperhive.webd;

import hyperhive.webd.fake.FakeContent;
import hyperhive.webd.fake.FakePrivd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// webd with a made-up hive behind it, to look at the pages without root: the name and password
/// to log in with are in `FakeHive`.
public final class DemoServer {
  private DemoServer() {}

  /// Runs until it is stopped; the one argument is the port.
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("webd-demo");
    try (FakePrivd privd = new FakePrivd(directory.resolve("operator.sock"))) {
      FakeContent.fill(privd.hive());
      Listen listen = Listen.parse("127.0.0.1:" + arguments[0]);
      try (WebdServer webd =
          WebdServer.start(new Config(privd.socket(), listen, Optional.empty()))) {
        System.out.println(webd.origin() + " session " + privd.hive().mint());
        Thread.currentThread().join();
      }
    }
  }
}
