package hyperhive.webd.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Renders the templates, which were compiled with the program.
public final class Views {
  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Views.class.getClassLoader(), "hyperhive.webd.jte");

  public String page(Sight sight) {
    return render(sight.template(), sight.screen());
  }

  public String page(String template, Screen<?> screen) {
    return render(template, screen);
  }

  /// The live regions by the id of their element.
  public SequencedMap<String, String> regions(Sight sight) {
    SequencedMap<String, String> regions = new LinkedHashMap<>();
    for (String template : sight.frameRegions()) {
      regions.put(id(template), render(template, sight.screen().frame()));
    }
    for (String template : sight.regions()) {
      regions.put(id(template), render(template, sight.screen()));
    }
    return regions;
  }

  /// A part of a page that depends on nothing but one value.
  public String part(String template, Object value) {
    return render(template, value);
  }

  private String render(String template, Object value) {
    StringOutput output = new StringOutput();
    engine.render(template + ".jte", Map.of("page", value), output);
    return output.toString();
  }

  private static String id(String template) {
    return "live-" + template.substring(template.lastIndexOf('/') + 1);
  }
}
