/// What the tests share: a hive that runs, a browser, an agent that does as it is told.
@NullMarked
package hyperhive.e2e.kit;

import org.jspecify.annotations.NullMarked;
