/// Who may reach whom, and how much.
@NullMarked
package hyperhive.privd.policy;

import org.jspecify.annotations.NullMarked;
