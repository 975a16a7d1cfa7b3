/// Reading files of an agent's state, beneath a pinned directory.
@NullMarked
package hyperhive.privd.files;

import org.jspecify.annotations.NullMarked;
