/// Tests of this package.
@NullMarked
package hyperhive.privd.audit;

import org.jspecify.annotations.NullMarked;
