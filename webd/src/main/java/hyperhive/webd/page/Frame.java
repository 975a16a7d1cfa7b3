package hyperhive.webd.page;

import hyperhive.webd.asset.Assets;
import hyperhive.webd.model.PageContext;
import java.util.Optional;

/// What stands around a page's own content.
///
/// @param nav the entry of the navigation that is current, may be empty
/// @param liveKey which live channel the page listens to, empty for none
public record Frame(
    Assets assets,
    String name,
    String nav,
    String liveKey,
    Optional<PageContext> context,
    Optional<Notice> notice) {

  public static Frame inside(
      Assets assets, String name, String nav, String liveKey, PageContext context) {
    return new Frame(assets, name, nav, liveKey, Optional.of(context), Optional.empty());
  }

  public static Frame outside(Assets assets, String name) {
    return new Frame(assets, name, "", "", Optional.empty(), Optional.empty());
  }

  public Frame with(Optional<Notice> shown) {
    return new Frame(assets, name, nav, liveKey, context, shown);
  }

  /// The number of waiting things comes first, where a narrow browser tab still shows it.
  public String title() {
    String count = waiting().map(text -> "(" + text + ") ").orElse("");
    return count + name + " · Hyperhive";
  }

  /// How many things wait for the operator; nothing if none does.
  public Optional<String> waiting() {
    return context.flatMap(
        frame -> {
          if (frame.waitingUnknown()) {
            return Optional.of("?");
          }
          return frame.waiting() == 0
              ? Optional.empty()
              : Optional.of(Integer.toString(frame.waiting()));
        });
  }

  public long seq() {
    return context.map(PageContext::seq).orElse(0L);
  }
}
