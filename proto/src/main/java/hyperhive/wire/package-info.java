/// The validated value types that both sides of each boundary parse with.
@NullMarked
package hyperhive.wire;

import org.jspecify.annotations.NullMarked;
