/// The unprivileged web side: it renders pages and asks privd for everything it shows or does.
@NullMarked
package hyperhive.webd;

import org.jspecify.annotations.NullMarked;
