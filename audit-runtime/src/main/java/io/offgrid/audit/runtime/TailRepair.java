package io.offgrid.audit.runtime;

import io.offgrid.audit.EventTypes;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import java.nio.ByteBuffer;
import java.util.Map;

/** Repairs what a crash left at the end of the active segment. */
record TailRepair(StoreSession session, Segment active) {
  private static final int PIECE = 1 << 20;

  /**
   * Writes bytes again in their place and forces them: they may be in memory only, and a page that
   * once failed to be written would not be written by another force.
   */
  void rewrite(long from, long to) {
    try (SegmentReader reader = session.open(active)) {
      for (long at = from; at < to; at += PIECE) {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, to - at));
        reader.read(at, piece);
        session.write(at, piece.flip());
      }
    }
    session.force();
  }

  /**
   * Moves what does not verify into a file of its own and cuts it off.
   *
   * @param seq that the first lost record would have had
   * @return the record that tells about it
   */
  EncodedEvent cut(long from, long seq) {
    byte[] hash = ChainHash.hash(sink -> copy(from, sink));
    String file = session.keepTorn(from, seq);
    session.cutBack(from);
    return EventEncoder.own(
        EventTypes.LOG_RECOVERY,
        null,
        Map.of("bytes", active.size() - from, "file", file, "sha256", ChainHash.text(hash)));
  }

  /** Whether the segment ends where a new line can begin; in what is no file none can. */
  static boolean endsInNewline(StoreSession session, Segment segment) {
    if (!segment.regular()) {
      return false;
    }
    if (segment.size() == 0) {
      return true;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    try (SegmentReader reader = session.open(segment)) {
      reader.read(segment.size() - 1, last);
    }
    return last.position() == 1 && last.get(0) == '\n';
  }

  private void copy(long from, ChainHash.Sink sink) {
    byte[] piece = new byte[64 << 10];
    try (SegmentReader reader = session.open(active)) {
      for (long at = from; at < active.size(); at += piece.length) {
        int wanted = (int) Math.min(piece.length, active.size() - at);
        int n = reader.read(at, ByteBuffer.wrap(piece, 0, wanted));
        if (n < wanted) {
          throw new StoreException(active.name() + " became shorter while it was read", null);
        }
        sink.accept(piece, 0, n);
      }
    }
  }
}
