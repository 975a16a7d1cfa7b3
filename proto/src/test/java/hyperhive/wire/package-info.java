/// Tests of the values both sides parse with.
@NullMarked
package hyperhive.wire;

import org.jspecify.annotations.NullMarked;
