/// What the pages show: plain records, made from privd's replies.
@NullMarked
package hyperhive.webd.model;

import org.jspecify.annotations.NullMarked;
