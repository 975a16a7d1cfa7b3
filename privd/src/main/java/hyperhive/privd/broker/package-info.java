/// Messages, questions and reminders between agents and the operator.
@NullMarked
package hyperhive.privd.broker;

import org.jspecify.annotations.NullMarked;
