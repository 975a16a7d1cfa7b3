/// Tests of this package.
@NullMarked
package hyperhive.privd.config;

import org.jspecify.annotations.NullMarked;
