/// The daemon as a whole: its kit for tests, and the tests that need more than one package.
@NullMarked
package hyperhive.privd;

import org.jspecify.annotations.NullMarked;
