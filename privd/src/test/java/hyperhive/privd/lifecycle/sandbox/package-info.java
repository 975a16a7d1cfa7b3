/// Containers tried for real, as root.
@NullMarked
package hyperhive.privd.lifecycle.sandbox;

import org.jspecify.annotations.NullMarked;
