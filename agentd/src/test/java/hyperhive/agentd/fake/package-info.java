/// privd as these tests need it, and the real agentd started as a process.
@NullMarked
package hyperhive.agentd.fake;

import org.jspecify.annotations.NullMarked;
