/// Tests of this package.
@NullMarked
package hyperhive.privd.auth;

import org.jspecify.annotations.NullMarked;
