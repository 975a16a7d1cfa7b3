/// Which agents exist, and what is kept about each.
@NullMarked
package hyperhive.privd.registry;

import org.jspecify.annotations.NullMarked;
