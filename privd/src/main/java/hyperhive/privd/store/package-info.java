/// The database: opening it, and the one writer through which every change goes.
@NullMarked
package hyperhive.privd.store;

import org.jspecify.annotations.NullMarked;
