/// The database under kills.
@NullMarked
package hyperhive.privd.store;

import org.jspecify.annotations.NullMarked;
