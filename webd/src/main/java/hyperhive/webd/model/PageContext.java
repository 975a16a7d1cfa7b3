package hyperhive.webd.model;

import hyperhive.webd.text.HostileText;
import hyperhive.webd.text.Moment;

/// What every page's frame shows.
///
/// @param seq of the newest event the page includes
/// @param waiting questions and approvals that wait for the operator
/// @param waitingUnknown set when that number could not be found out
public record PageContext(
    long seq, int waiting, boolean waitingUnknown, HostileText operator, Moment nowMs) {}
