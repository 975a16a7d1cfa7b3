/// What an agent has open, across questions, reminders and approvals.
@NullMarked
package hyperhive.privd.looseend;

import org.jspecify.annotations.NullMarked;
