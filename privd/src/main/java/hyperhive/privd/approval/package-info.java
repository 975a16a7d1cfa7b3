/// What waits for the operator's decision, and what became of it.
@NullMarked
package hyperhive.privd.approval;

import org.jspecify.annotations.NullMarked;
