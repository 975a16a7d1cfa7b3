@NullMarked
package hyperhive.webd;

import org.jspecify.annotations.NullMarked;
