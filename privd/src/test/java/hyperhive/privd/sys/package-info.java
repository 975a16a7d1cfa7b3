/// System calls and processes, tried for real.
@NullMarked
package hyperhive.privd.sys;

import org.jspecify.annotations.NullMarked;
