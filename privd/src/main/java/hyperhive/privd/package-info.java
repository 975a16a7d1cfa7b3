@NullMarked
package hyperhive.privd;

import org.jspecify.annotations.NullMarked;
