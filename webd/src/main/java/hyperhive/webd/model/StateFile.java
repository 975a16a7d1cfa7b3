package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;

/// An entry of a directory of an agent's files.
///
/// @param kind file, directory or other
/// @param unreadableName the name is not valid UTF-8 and cannot be opened
public record StateFile(
    HostileText name, String kind, long size, Moment modifiedMs, boolean unreadableName) {}
