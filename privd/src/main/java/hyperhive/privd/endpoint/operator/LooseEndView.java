package hyperhive.privd.endpoint.operator;

import hyperhive.operator.v1.LooseEnd;
import hyperhive.operator.v1.LooseEndSection;
import hyperhive.privd.looseend.LooseEnds;
import hyperhive.wire.AgentName;
import java.util.Locale;

/// An agent's loose ends as its page shows them.
final class LooseEndView {
  private LooseEndView() {}

  static LooseEndSection section(LooseEnds looseEnds, AgentName agent) {
    return Sections.orError(
        () -> {
          LooseEnds.Found found = looseEnds.of(agent);
          LooseEndSection.Builder section = LooseEndSection.newBuilder();
          found.items().forEach(item -> section.addItems(view(item)));
          found.damagedIds().forEach(id -> section.addDamagedBuilder().setId(id));
          return section.build();
        },
        LooseEndSection.newBuilder().setError(Sections.failed()).build());
  }

  private static LooseEnd view(LooseEnds.LooseEnd item) {
    return LooseEnd.newBuilder()
        .setKind(item.kind().name().toLowerCase(Locale.ROOT))
        .setId(item.id())
        .setWith(item.with())
        .setText(item.text())
        .setSinceMs(item.sinceMs())
        .setDueMs(item.dueMs())
        .addAllOptions(item.options())
        .setMultiple(item.multiple())
        .build();
  }
}
