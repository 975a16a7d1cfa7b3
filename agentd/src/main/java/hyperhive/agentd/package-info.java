/// The program inside each agent's container: its command line.
@NullMarked
package hyperhive.agentd;

import org.jspecify.annotations.NullMarked;
