/// What an agent could put in the place of a file.
@NullMarked
package hyperhive.privd.files;

import org.jspecify.annotations.NullMarked;
