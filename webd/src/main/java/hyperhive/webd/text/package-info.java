/// Text from elsewhere made fit for the operator's eyes.
@NullMarked
package hyperhive.webd.text;

import org.jspecify.annotations.NullMarked;
