/// The connection to privd: one channel over the agent's socket, and when a call is repeated.
@NullMarked
package hyperhive.agentd.link;

import org.jspecify.annotations.NullMarked;
