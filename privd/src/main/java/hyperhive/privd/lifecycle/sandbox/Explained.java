package hyperhive.privd.lifecycle.sandbox;

import hyperhive.privd.lifecycle.ContainerException;
import hyperhive.privd.sys.ErrnoException;
import java.io.IOException;

/// Turns failures of the host into sentences for the operator. An exception of the file system has
/// a path in its message; what kind it is says enough.
final class Explained {
  private Explained() {}

  interface Action {
    void run() throws IOException, ContainerException;
  }

  interface Question<T> {
    T ask() throws IOException, ContainerException;
  }

  static void run(String failure, Action action) throws ContainerException {
    try {
      action.run();
    } catch (IOException e) {
      throw new ContainerException(failure + ": " + reason(e) + ".", e);
    }
  }

  static <T> T call(String failure, Question<T> question) throws ContainerException {
    try {
      return question.ask();
    } catch (IOException e) {
      throw new ContainerException(failure + ": " + reason(e) + ".", e);
    }
  }

  static String reason(IOException e) {
    return e instanceof ErrnoException failed ? failed.reason() : e.getClass().getSimpleName();
  }
}
