/// The operator's session as a cookie.
@NullMarked
package hyperhive.webd.session;

import org.jspecify.annotations.NullMarked;
