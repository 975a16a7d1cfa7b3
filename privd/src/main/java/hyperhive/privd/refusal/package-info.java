/// Requests that are refused, each with a category the caller can act on.
@NullMarked
package hyperhive.privd.refusal;

import org.jspecify.annotations.NullMarked;
