package hyperhive.webd.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("main-job")
class HostileTextTest {
  @Test
  void ordinaryTextStaysAsItIs() {
    String text = "Grüße, שלום, 你好, 👩‍💻, a\tb\nc <b>";
    assertEquals(text, new HostileText(text).shown());
  }

  @Test
  void whatWouldActOnATerminalOrAReaderIsMadeVisible() {
    assertEquals("␛[2J", new HostileText("\u001b[2J").shown());
    assertEquals("a␍b", new HostileText("a\rb").shown());
    assertEquals("a\nb", new HostileText("a\r\nb").shown());
    assertEquals("␀␡[U+0085]", new HostileText("\u0000\u007f\u0085").shown());
    assertEquals("[U+202E]", new HostileText("\u202e").shown());
    assertEquals("[U+2066][U+200B][U+FEFF]", new HostileText("\u2066\u200b\ufeff").shown());
    assertEquals("[U+2028][U+E0041]", new HostileText("\u2028\udb40\udc41").shown());
    assertEquals("[U+D800][U+3164]", new HostileText("\ud800\u3164").shown());
  }

  @Test
  void aLineHasNoBreaks() {
    assertEquals("a␊b␉c", new HostileText("a\nb\tc").line());
  }

  @Test
  void aSummaryIsOneShortLine() {
    assertEquals("one", new HostileText("  one\n").summary(10));
    assertEquals("one…", new HostileText("one\ntwo").summary(10));
    assertEquals("👩👩…", new HostileText("👩👩👩").summary(2));
    assertEquals("", new HostileText(" \n ").summary(5));
  }
}
