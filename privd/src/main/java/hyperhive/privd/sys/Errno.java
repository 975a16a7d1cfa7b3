package hyperhive.privd.sys;

import java.util.Map;

/// The error numbers of Linux that this program tells apart.
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int ENXIO = 6;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int EXDEV = 18;
  public static final int ENODEV = 19;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int ENOTTY = 25;
  public static final int ENOSPC = 28;
  public static final int EROFS = 30;
  public static final int ENAMETOOLONG = 36;
  public static final int ENOSYS = 38;
  public static final int ENOTEMPTY = 39;
  public static final int ELOOP = 40;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(EPERM, "not permitted"),
          Map.entry(ENOENT, "no such file"),
          Map.entry(ESRCH, "no such process"),
          Map.entry(EAGAIN, "try again"),
          Map.entry(EACCES, "access denied"),
          Map.entry(EBUSY, "busy"),
          Map.entry(EEXIST, "exists"),
          Map.entry(EXDEV, "leads outside"),
          Map.entry(ENOTDIR, "not a directory"),
          Map.entry(EINVAL, "invalid argument"),
          Map.entry(ENOSPC, "no space left"),
          Map.entry(EROFS, "read-only file system"),
          Map.entry(ENAMETOOLONG, "name too long"),
          Map.entry(ENOSYS, "not known to this kernel"),
          Map.entry(ENOTEMPTY, "directory not empty"),
          Map.entry(ELOOP, "symbolic link"));

  private Errno() {}

  static String nameOf(int errno) {
    return NAMES.getOrDefault(errno, "error " + errno);
  }
}
