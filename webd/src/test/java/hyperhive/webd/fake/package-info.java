/// A stand-in for privd at the other end of the socket.
@NullMarked
package hyperhive.webd.fake;

import org.jspecify.annotations.NullMarked;
