@NullMarked
package hyperhive.agentd;

import org.jspecify.annotations.NullMarked;
