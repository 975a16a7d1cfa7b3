/// What both kinds of server socket share: the peer check, limits, and how a refusal is said.
@NullMarked
package hyperhive.privd.endpoint;

import org.jspecify.annotations.NullMarked;
