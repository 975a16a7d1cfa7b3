/// Tests of this package.
@NullMarked
package hyperhive.privd.endpoint.operator;

import org.jspecify.annotations.NullMarked;
