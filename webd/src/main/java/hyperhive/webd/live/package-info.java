/// Keeps open pages up to date with server-sent events.
@NullMarked
package hyperhive.webd.live;

import org.jspecify.annotations.NullMarked;
