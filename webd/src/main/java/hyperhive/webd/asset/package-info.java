/// Style, script and icon from the jar under names that carry their hash.
@NullMarked
package hyperhive.webd.asset;

import org.jspecify.annotations.NullMarked;
