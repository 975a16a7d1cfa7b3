/// The only package that starts processes or makes system calls.
@NullMarked
package hyperhive.privd.sys;

import org.jspecify.annotations.NullMarked;
