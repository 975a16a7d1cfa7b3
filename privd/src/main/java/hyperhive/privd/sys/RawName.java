package hyperhive.privd.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A file name or relative path as the kernel has it: bytes without NUL, not always text.
public final class RawName {
  private final byte[] bytes;

  private RawName(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        throw new IllegalArgumentException("a file name holds NUL");
      }
    }
    this.bytes = bytes;
  }

  public static RawName of(String text) {
    return new RawName(text.getBytes(StandardCharsets.UTF_8));
  }

  static RawName ofBytes(byte[] bytes) {
    return new RawName(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// The name as text, if it is valid UTF-8.
  public Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  boolean isSelfOrParent() {
    return (bytes.length == 1 && bytes[0] == '.')
        || (bytes.length == 2 && bytes[0] == '.' && bytes[1] == '.');
  }

  long address(Arena arena) {
    MemorySegment segment = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment.address();
  }
}
