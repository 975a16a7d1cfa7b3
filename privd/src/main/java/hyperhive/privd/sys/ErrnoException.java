package hyperhive.privd.sys;

import java.io.IOException;

/// A system call failed. The message names the call and the error, never a path: it may travel.
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errno;
  private final String reason;

  ErrnoException(Syscall call, int errno) {
    this(call.label() + ": " + Errno.nameOf(errno), errno);
  }

  private ErrnoException(String reason, int errno) {
    super(reason);
    this.reason = reason;
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }

  public String reason() {
    return reason;
  }

  public boolean is(int candidate) {
    return errno == candidate;
  }
}
