package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.LineReader;
import io.offgrid.audit.chain.LineScanner;
import io.offgrid.audit.chain.Member;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.chain.RecordView;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds where records of a number stand, by bisection, so that the next page of a large log costs
 * what the first one does. Numbers ascend in a log that is as it was written; where somebody edited
 * them, more may be passed over than should be, and verification says so. What cannot be read is
 * never a reason to pass over something. For one thread.
 */
final class SeqSearch {
  /** Closer than this it is read rather than searched, in bytes. */
  private static final int NEAR = 128 << 10;

  private final StoreSnapshot snapshot;
  private final List<@Nullable OptionalLong> firsts;

  SeqSearch(StoreSnapshot snapshot) {
    this.snapshot = snapshot;
    this.firsts = new ArrayList<>();
    snapshot.segments().forEach(segment -> firsts.add(null));
  }

  /**
   * A part of a segment.
   *
   * @param from where a line begins; all before it are of smaller numbers than the wanted one
   * @param to where a line begins or the segment ends; all from there on are not smaller
   */
  record Span(long from, long to) {}

  /** Segments from this index on hold no number below the given one. */
  int segmentsBelow(long seq) {
    return bisect(seq, true);
  }

  /** Segments before this index hold no number above the given one. */
  int firstSegmentAbove(long seq) {
    return Math.max(0, bisect(seq + 2, false) - 1);
  }

  /** The index of the first segment that begins with this number or a larger one. */
  private int bisect(long seq, boolean smallerIfUnreadable) {
    int low = 0;
    int high = firsts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      OptionalLong first = first(middle);
      boolean smaller = first.isPresent() ? first.getAsLong() < seq : smallerIfUnreadable;
      if (smaller) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private OptionalLong first(int index) {
    OptionalLong known = firsts.get(index);
    if (known == null) {
      known = readFirst(snapshot.segments().get(index));
      firsts.set(index, known);
    }
    return known;
  }

  private OptionalLong readFirst(Segment segment) {
    if (!segment.regular() || segment.size() == 0) {
      return OptionalLong.empty();
    }
    try (SegmentReader reader = snapshot.open(segment)) {
      RecordView first = FirstLine.of(reader, segment);
      return first == null
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(String.valueOf(first.text(Member.SEQ))));
    } catch (StoreException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Where in a segment the number stands, about.
   *
   * @param size of the segment, as far as it is visible
   */
  static Span inSegment(SegmentReader reader, long size, long seq) {
    LineReader lines = new LineReader(RangeVerifier.MAX_LINE);
    LineScanner scanner = new LineScanner();
    long from = 0;
    long to = size;
    while (to - from > NEAR) {
      long middle = from + (to - from) / 2;
      lines.start(new SegmentBytes(reader), middle, to);
      lines.advance(); // the rest of the line that the middle is in
      boolean read =
          lines.advance()
              && lines.isWhole()
              && scanner.scan(lines.buffer(), lines.start(), lines.end());
      if (!read) {
        break;
      }
      if (scanner.seq() < seq) {
        from = lines.offset();
      } else {
        to = lines.offset();
      }
    }
    return new Span(from, to);
  }
}
