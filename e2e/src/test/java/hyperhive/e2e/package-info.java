/// The whole system, met as its users, its agents and its attackers meet it.
@NullMarked
package hyperhive.e2e;

import org.jspecify.annotations.NullMarked;
