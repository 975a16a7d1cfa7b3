/// The turn loop: wait for messages, run the agent's command once, report, acknowledge.
@NullMarked
package hyperhive.agentd.turn;

import org.jspecify.annotations.NullMarked;
