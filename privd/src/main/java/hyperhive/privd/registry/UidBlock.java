package hyperhive.privd.registry;

/// The host uids of one agent: `base` up to, but not including, `base + 65536`. Root inside the
/// container is `base` outside. A block is given out once and not again before the agent is purged.
public record UidBlock(int base) {
  public static final int SIZE = 65_536;

  /// Below this lie the uids that distributions give to people, services and subuid ranges.
  public static final int FIRST_BASE = 0x4000_0000;

  public UidBlock {
    if (base < FIRST_BASE || base > Integer.MAX_VALUE - SIZE || base % SIZE != 0) {
      throw new IllegalArgumentException("not the base of a block of agent uids: " + base);
    }
  }

  public boolean contains(long uid) {
    return uid >= base && uid < (long) base + SIZE;
  }
}
