package hyperhive.privd.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices at once when a process ends, also one that is nobody's child here: pidfds in one epoll
/// set, one thread for all.
public final class DeathWatch implements AutoCloseable {
  /// The exit code of a process when the kernel does not tell.
  public static final int UNKNOWN = -1;

  private static final Logger LOG = LoggerFactory.getLogger(DeathWatch.class);
  private static final long EPOLL_CLOEXEC = 0x80000;
  private static final long EVENTFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;
  private static final int EPOLLIN = 1;
  private static final int ADD = 1;
  private static final int EVENT_BYTES = 12;
  private static final int EVENTS_AT_ONCE = 64;
  private static final long WAKE = 0;

  private record Watched(Descriptor pidfd, IntConsumer onDeath) {}

  private final Map<Long, Watched> watched = new ConcurrentHashMap<>();
  private final AtomicLong nextKey = new AtomicLong(WAKE + 1);
  private final Descriptor epoll;
  private final Descriptor wake;
  private final Thread thread;
  private volatile boolean closing;

  private DeathWatch(Descriptor epoll, Descriptor wake) {
    this.epoll = epoll;
    this.wake = wake;
    this.thread = Thread.ofPlatform().daemon().name("death-watch").unstarted(this::run);
  }

  public static DeathWatch open() throws ErrnoException {
    Descriptor epoll = new Descriptor(Kernel.call(Syscall.EPOLL_CREATE1, EPOLL_CLOEXEC));
    Descriptor wake = new Descriptor(Kernel.call(Syscall.EVENTFD2, 0, EVENTFD_CLOEXEC_NONBLOCK));
    DeathWatch watch = new DeathWatch(epoll, wake);
    watch.add(wake, WAKE);
    watch.thread.start();
    return watch;
  }

  /// Calls `onDeath` once with the exit code, on the watching thread, which it must not hold up.
  ///
  /// @return false if the process is gone already; then nothing is called
  public boolean watch(ProcessIdentity process, IntConsumer onDeath) throws IOException {
    Optional<Descriptor> pinned = process.pin();
    if (pinned.isEmpty()) {
      return false;
    }
    long key = nextKey.getAndIncrement();
    watched.put(key, new Watched(pinned.get(), onDeath));
    add(pinned.get(), key);
    return true;
  }

  private void add(Descriptor descriptor, long key) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(EVENT_BYTES, 8);
      event.set(JAVA_INT_UNALIGNED, 0, EPOLLIN);
      event.set(JAVA_LONG_UNALIGNED, 4, key);
      Kernel.call(Syscall.EPOLL_CTL, epoll.number(), ADD, descriptor.number(), event.address());
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment events = arena.allocate((long) EVENT_BYTES * EVENTS_AT_ONCE, 8);
      while (!closing) {
        long count = await(events);
        for (long i = 0; i < count; i++) {
          handle(events.get(JAVA_LONG_UNALIGNED, i * EVENT_BYTES + 4));
        }
      }
    } catch (ErrnoException e) {
      LOG.error("deaths of containers are no longer noticed", e);
    }
  }

  private long await(MemorySegment events) throws ErrnoException {
    try {
      return Kernel.call(Syscall.EPOLL_WAIT, epoll.number(), events.address(), EVENTS_AT_ONCE, -1);
    } catch (ErrnoException e) {
      if (e.is(Errno.EINTR)) {
        return 0;
      }
      throw e;
    }
  }

  private void handle(long key) {
    Watched dead = watched.remove(key);
    if (dead == null) {
      return;
    }
    try (Descriptor pidfd = dead.pidfd()) {
      dead.onDeath().accept(ExitStatus.of(pidfd));
    } catch (RuntimeException e) {
      LOG.error("a listener failed on a container's death", e);
    }
  }

  @Override
  public void close() {
    closing = true;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment one = arena.allocate(JAVA_LONG);
      one.set(JAVA_LONG, 0, 1);
      Kernel.call(Syscall.WRITE, wake.number(), one.address(), JAVA_LONG.byteSize());
      thread.join();
    } catch (ErrnoException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watched.values().forEach(each -> each.pidfd().close());
    watched.clear();
    wake.close();
    epoll.close();
  }
}
