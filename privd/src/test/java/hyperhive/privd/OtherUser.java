package hyperhive.privd;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Does something with another uid and gid than root's. To the kernel they belong to a thread, and
/// a socket's peer is whoever the connecting thread was: so one JVM can be many agents.
public final class OtherUser {
  private static final long SETGROUPS = 116;
  private static final long SETRESUID = 117;
  private static final long SETRESGID = 119;
  private static final MethodHandle SYSCALL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG),
              Linker.Option.firstVariadicArg(1));

  /// What is done as somebody else.
  @FunctionalInterface
  public interface Deed<T> {
    T done() throws IOException;
  }

  private OtherUser() {}

  public static <T> T as(long uid, Deed<T> deed) throws IOException {
    return as(uid, uid, deed);
  }

  public static <T> T as(long uid, long gid, Deed<T> deed) throws IOException {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("a virtual thread may change its carrier in between");
    }
    groups(0);
    call(SETRESGID, -1, gid, -1);
    call(SETRESUID, -1, uid, -1);
    try {
      return deed.done();
    } finally {
      call(SETRESUID, -1, 0, -1);
      call(SETRESGID, -1, 0, -1);
      groups(1);
    }
  }

  private static void groups(long count) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment root = arena.allocateFrom(ValueLayout.JAVA_INT, 0);
      call(SETGROUPS, count, root.address(), 0);
    }
  }

  private static void call(long number, long first, long second, long third) {
    long result;
    try {
      result = (long) SYSCALL.invokeExact(number, first, second, third);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
    if (result != 0) {
      throw new IllegalStateException("system call " + number + " failed; the tests run as root");
    }
  }
}
