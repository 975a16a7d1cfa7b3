package hyperhive.e2e.kit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;

/// The operator in front of a browser with one tab. What the browser itself complains of is kept.
public final class OperatorBrowser implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 45_000;

  private final RunningHive hive;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  OperatorBrowser(RunningHive hive, BrowserContext context) {
    this.hive = hive;
    this.context = context;
    this.page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(page.url() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    page.onDialog(
        dialog -> {
          complaints.add(page.url() + ": a dialog says " + dialog.message());
          dialog.dismiss();
        });
  }

  public Page page() {
    return page;
  }

  public BrowserContext context() {
    return context;
  }

  /// Errors and warnings on the console, exceptions of scripts, dialogs.
  public List<String> complaints() {
    return complaints;
  }

  /// Follows the printed link and chooses a password; ends on the overview.
  public OperatorBrowser setUp() {
    page.navigate(hive.setupLink());
    page.getByLabel("Your name").fill(OperatorHttp.NAME);
    page.getByLabel("Password").fill(OperatorHttp.PASSWORD);
    button("Set up").click();
    page.waitForURL(hive.baseUrl() + "/");
    return this;
  }

  public OperatorBrowser logIn() {
    page.navigate("/login");
    page.getByLabel("Name").fill(OperatorHttp.NAME);
    page.getByLabel("Password").fill(OperatorHttp.PASSWORD);
    button("Log in").click();
    page.waitForURL(hive.baseUrl() + "/");
    return this;
  }

  public OperatorBrowser open(String path) {
    page.navigate(path);
    page.waitForLoadState(LoadState.LOAD);
    return this;
  }

  public Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /// The form that posts to this address.
  public Locator form(String action) {
    return page.locator("form[action='" + action + "']");
  }

  public Locator text(String text) {
    return page.getByText(text);
  }

  /// Waits until it can be seen, without touching the page.
  public void sees(Locator what) {
    assertThat(what.first())
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
  }

  public void seesNoMore(Locator what) {
    assertThat(what).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(PATIENCE_MILLIS));
  }

  /// Leaves a mark that a reload would wipe out.
  public void mark() {
    page.evaluate("window.markedByTest = true");
  }

  public boolean isMarked() {
    return Boolean.TRUE.equals(page.evaluate("window.markedByTest === true"));
  }

  /// What a page says while something behind it is away.
  public Locator trouble() {
    return page.locator("#banners .banner.warn:visible");
  }

  @Override
  public void close() {
    context.close();
  }
}
