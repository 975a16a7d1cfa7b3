package hyperhive.privd.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The names in what getdents64 returns, without `.` and `..`.
final class DirectoryNames {
  private static final int LENGTH_AT = 16;
  private static final int NAME_AT = 19;

  private DirectoryNames() {}

  static List<RawName> in(MemorySegment entries) {
    List<RawName> names = new ArrayList<>();
    for (long at = 0; at < entries.byteSize(); ) {
      RawName name = nameAt(entries, at + NAME_AT);
      if (!name.isSelfOrParent()) {
        names.add(name);
      }
      at += Short.toUnsignedInt(entries.get(JAVA_SHORT, at + LENGTH_AT));
    }
    return names;
  }

  private static RawName nameAt(MemorySegment entries, long start) {
    long end = start;
    while (entries.get(JAVA_BYTE, end) != 0) {
      end++;
    }
    return RawName.ofBytes(entries.asSlice(start, end - start).toArray(JAVA_BYTE));
  }
}
