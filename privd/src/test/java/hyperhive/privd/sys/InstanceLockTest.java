package hyperhive.privd.sys;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("main-job")
final class InstanceLockTest {
  @TempDir Path directory;

  @Test
  void onlyOneHoldsItAndTheNextOneGetsItAfterwards() throws Exception {
    Path file = directory.resolve("lock");
    Optional<InstanceLock> first = InstanceLock.tryAcquire(file);
    assertTrue(first.isPresent());
    assertTrue(InstanceLock.tryAcquire(file).isEmpty());
    first.orElseThrow().close();
    Optional<InstanceLock> second = InstanceLock.tryAcquire(file);
    assertTrue(second.isPresent());
    second.orElseThrow().close();
  }
}
