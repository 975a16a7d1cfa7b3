/// What every request has to pass before a page sees it: deadlines, path, host, origin, headers.
@NullMarked
package hyperhive.webd.http;

import org.jspecify.annotations.NullMarked;
