package hyperhive.privd.sys;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The one downcall of the program: `syscall(2)`, with the error number captured before the JVM can
/// change it. Pointers are passed as addresses; the caller keeps their arena open.
final class Kernel {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final int MAX_ARGUMENTS = 6;
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(1));

  private Kernel() {}

  /// @return what the call returned, never negative
  static long call(Syscall call, long... arguments) throws ErrnoException {
    if (arguments.length > MAX_ARGUMENTS) {
      throw new IllegalArgumentException(call.label() + ": too many arguments");
    }
    long[] a = java.util.Arrays.copyOf(arguments, MAX_ARGUMENTS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      long result = invoke(state, call.number(), a);
      if (result < 0) {
        throw new ErrnoException(call, (int) ERRNO.get(state, 0L));
      }
      return result;
    }
  }

  private static long invoke(MemorySegment state, long number, long[] a) {
    try {
      return (long) SYSCALL.invokeExact(state, number, a[0], a[1], a[2], a[3], a[4], a[5]);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a downcall throws nothing checked", e);
    }
  }
}
