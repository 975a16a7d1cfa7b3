/// The agents' sockets: one per agent, and the service objects that know whose they are.
@NullMarked
package hyperhive.privd.endpoint.agent;

import org.jspecify.annotations.NullMarked;
