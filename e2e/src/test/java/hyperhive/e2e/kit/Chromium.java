package hyperhive.e2e.kit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The distribution's Chromium, which nothing here downloads.
public final class Chromium implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static final double PATIENCE_MILLIS = 30_000;

  private final Playwright playwright;
  private final Browser browser;

  public Chromium() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(FLAGS));
  }

  /// A fresh profile: no cookies, no cache.
  public OperatorBrowser profile(RunningHive hive) {
    return profile(hive, new Browser.NewContextOptions());
  }

  public OperatorBrowser profile(RunningHive hive, Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options.setBaseURL(hive.baseUrl()));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return new OperatorBrowser(hive, context);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
