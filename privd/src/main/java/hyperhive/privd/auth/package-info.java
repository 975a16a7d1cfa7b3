/// Who the operator is: credential, sessions, rights.
@NullMarked
package hyperhive.privd.auth;

import org.jspecify.annotations.NullMarked;
