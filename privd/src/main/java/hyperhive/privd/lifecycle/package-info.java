/// Containers: what starts, watches, restarts and ends them, over one interface with a runtime
/// behind it.
@NullMarked
package hyperhive.privd.lifecycle;

import org.jspecify.annotations.NullMarked;
