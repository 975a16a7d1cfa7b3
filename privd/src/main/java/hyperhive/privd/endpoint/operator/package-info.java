/// operator.sock: the request table and the methods behind it.
@NullMarked
package hyperhive.privd.endpoint.operator;

import org.jspecify.annotations.NullMarked;
