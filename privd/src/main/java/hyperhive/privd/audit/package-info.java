/// The append-only record of what was done and refused, chained by hash.
@NullMarked
package hyperhive.privd.audit;

import org.jspecify.annotations.NullMarked;
