/// Tests of this package.
@NullMarked
package hyperhive.privd.event;

import org.jspecify.annotations.NullMarked;
