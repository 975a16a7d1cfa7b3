/// The only package that sees the wire: calls privd and maps its replies to page models.
@NullMarked
package hyperhive.webd.privd;

import org.jspecify.annotations.NullMarked;
