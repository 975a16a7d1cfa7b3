package hyperhive.e2e.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// Tests that look at a hive's pages in Chromium.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithSandbox
@Tag("needs-browser")
public @interface WithBrowser {}
