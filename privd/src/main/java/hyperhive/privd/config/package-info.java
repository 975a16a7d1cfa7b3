/// privd.toml.
@NullMarked
package hyperhive.privd.config;

import org.jspecify.annotations.NullMarked;
