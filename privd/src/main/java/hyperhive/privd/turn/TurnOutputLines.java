package hyperhive.privd.turn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The newest lines of one turn's output, bounded in number and size.
public final class TurnOutputLines {
  public static final int MOST_LINES = 500;
  private static final int MOST_CHARS = 256 * 1024;

  private final Deque<String> lines = new ArrayDeque<>();
  private String turnId = "";
  private int chars;
  private long dropped;

  /// What a page shows of it.
  public record View(List<String> lines, long dropped) {}

  synchronized void begin(String newTurnId) {
    if (!turnId.equals(newTurnId)) {
      turnId = newTurnId;
      lines.clear();
      chars = 0;
      dropped = 0;
    }
  }

  synchronized void add(String ofTurn, List<String> more, long droppedBefore) {
    begin(ofTurn);
    dropped += droppedBefore;
    for (String line : more) {
      lines.addLast(line);
      chars += line.length();
    }
    while (lines.size() > MOST_LINES || chars > MOST_CHARS) {
      chars -= lines.removeFirst().length();
      dropped++;
    }
  }

  public synchronized View view() {
    return new View(new ArrayList<>(lines), dropped);
  }
}
