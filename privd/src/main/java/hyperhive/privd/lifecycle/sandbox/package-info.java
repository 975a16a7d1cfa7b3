/// Containers by bubblewrap, on any Linux: directories and binds, launch, limits, death.
@NullMarked
package hyperhive.privd.lifecycle.sandbox;

import org.jspecify.annotations.NullMarked;
