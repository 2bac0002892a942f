package io.offgrid.audit.runtime;

import java.util.BitSet;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * A set of record numbers, which mostly lie close together: a bit each, in blocks. An outage parks
 * a million of them, and a filter leaves gaps between them. For one thread.
 */
final class SeqSet {
  /** Numbers in a block, whose overhead is about as much as its bits. */
  private static final int BLOCK = 1024;

  private final TreeMap<Long, BitSet> blocks = new TreeMap<>();
  private long size;

  /** Does nothing if it is there. */
  void add(long seq) {
    BitSet block = blocks.computeIfAbsent(Math.floorDiv(seq, BLOCK), key -> new BitSet(BLOCK));
    int bit = Math.floorMod(seq, BLOCK);
    if (!block.get(bit)) {
      block.set(bit);
      size++;
    }
  }

  /** Whether it was there. */
  boolean remove(long seq) {
    long key = Math.floorDiv(seq, BLOCK);
    BitSet block = blocks.get(key);
    int bit = Math.floorMod(seq, BLOCK);
    if (block == null || !block.get(bit)) {
      return false;
    }
    block.clear(bit);
    size--;
    if (block.isEmpty()) {
      blocks.remove(key);
    }
    return true;
  }

  long size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The smallest first. */
  void forEach(LongConsumer action) {
    blocks.forEach((key, block) -> block.stream().forEach(bit -> action.accept(key * BLOCK + bit)));
  }

  void clear() {
    blocks.clear();
    size = 0;
  }

  /** How many blocks there are, which is what it needs of memory. */
  int blocks() {
    return blocks.size();
  }
}
