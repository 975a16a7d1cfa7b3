/// What agents report about their turns.
@NullMarked
package hyperhive.privd.turn;

import org.jspecify.annotations.NullMarked;
