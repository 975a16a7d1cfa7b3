package hyperhive.agentd.turn;

import hyperhive.agent.v1.TurnOutput;
import java.util.ArrayDeque;
import java.util.Optional;

/// Lines on their way from the command to privd. When they come faster than they leave, the oldest
/// go and are counted, so that the operator sees how a flood ended.
final class OutputBuffer {
  private static final int MAX_LINES = 1000;
  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int BATCH = 200;

  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private int characters;
  private long dropped;
  private boolean closed;

  synchronized void add(String line) {
    lines.addLast(line);
    characters += line.length();
    while (lines.size() > MAX_LINES || characters > MAX_CHARACTERS) {
      characters -= lines.removeFirst().length();
      dropped++;
    }
    notifyAll();
  }

  /// No more lines will be taken up by a reader that still runs.
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /// Waits for lines; empty once closed and all were taken.
  synchronized Optional<TurnOutput> take() throws InterruptedException {
    while (lines.isEmpty() && !closed) {
      wait();
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    TurnOutput.Builder batch = TurnOutput.newBuilder().setDropped(dropped);
    dropped = 0;
    while (!lines.isEmpty() && batch.getLinesCount() < BATCH) {
      String line = lines.removeFirst();
      characters -= line.length();
      batch.addLines(line);
    }
    return Optional.of(batch.build());
  }
}
