package hyperhive.privd.sys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;

/// Accounts of the host, as the C library knows them, whatever they are kept in.
public final class UserDatabase {
  /// `pw_uid` in glibc's and musl's `struct passwd`: behind two pointers.
  private static final long UID_OFFSET = 2 * ValueLayout.ADDRESS.byteSize();

  private static final MethodHandle GETPWNAM =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("getpwnam"),
              FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));

  private UserDatabase() {}

  /// The uid of an account. getpwnam answers in memory of its own that the next call overwrites,
  /// hence one call at a time.
  public static synchronized Optional<Long> uid(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment found = (MemorySegment) GETPWNAM.invokeExact(arena.allocateFrom(name));
      if (found.address() == 0) {
        return Optional.empty();
      }
      MemorySegment passwd = found.reinterpret(UID_OFFSET + Integer.BYTES);
      return Optional.of(Integer.toUnsignedLong(passwd.get(ValueLayout.JAVA_INT, UID_OFFSET)));
    } catch (Throwable impossible) {
      throw new IllegalStateException("getpwnam", impossible);
    }
  }

  public static Optional<GroupPrincipal> group(String name) {
    try {
      return Optional.of(
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByGroupName(name));
    } catch (UserPrincipalNotFoundException nobody) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException("the groups of the host cannot be read", failure);
    }
  }
}
