package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;
import java.util.List;

/// Who got a message, and who refused one that was sent to all.
public record SendOutcome(List<String> delivered, List<HostileText> refused) {}
