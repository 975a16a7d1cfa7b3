/// The JSON forms in which agents see messages and loose ends.
@NullMarked
package hyperhive.agentd.json;

import org.jspecify.annotations.NullMarked;
