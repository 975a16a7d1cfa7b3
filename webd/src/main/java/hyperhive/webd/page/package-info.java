/// The pages and the forms they post.
@NullMarked
package hyperhive.webd.page;

import org.jspecify.annotations.NullMarked;
