/// What changed, in order, for whoever watches.
@NullMarked
package hyperhive.privd.event;

import org.jspecify.annotations.NullMarked;
