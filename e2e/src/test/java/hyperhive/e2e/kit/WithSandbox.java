package hyperhive.e2e.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests that start `./hive up` with containers.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("main-job")
@Tag("needs-root")
@Tag("needs-sandbox")
@ExtendWith(HiveLogs.class)
public @interface WithSandbox {}
