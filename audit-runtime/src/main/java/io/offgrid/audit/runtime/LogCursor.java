package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.chain.LineReader;
import io.offgrid.audit.chain.LineScanner;
import io.offgrid.audit.chain.Lines;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.chain.RecordLine;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentGoneException;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the matching records of a snapshot in either direction, segment by segment. A segment that
 * retention deleted meanwhile is passed over.
 */
final class LogCursor implements RecordCursor {
  private final StoreSnapshot snapshot;
  private final IntPredicate skip;
  private final RecordFilter filter;
  private final boolean backward;
  private final VisibleEnd end;
  private final LineScanner scanner = new LineScanner();
  private final long totalBytes;
  private long left;
  private int segment;
  private @Nullable SegmentReader reader;
  private @Nullable Lines lines;
  private @Nullable RecordLine next;
  private long unreadable;
  private long doneBytes;

  /** Reads every segment. */
  LogCursor(StoreSnapshot snapshot, AuditQuery query) {
    this(snapshot, query, index -> false);
  }

  /**
   * @param skip tells of the segment with this index in the snapshot that nothing in it is wanted;
   *     asked once for each, in the order of the query, when its turn comes
   */
  LogCursor(StoreSnapshot snapshot, AuditQuery query, IntPredicate skip) {
    this.snapshot = snapshot;
    this.skip = skip;
    this.filter = new RecordFilter(query);
    this.backward = query.order() == AuditQuery.Order.NEWEST_FIRST;
    this.left = query.maxRecords().orElse(Long.MAX_VALUE);
    this.end = VisibleEnd.of(snapshot);
    this.segment = backward ? snapshot.segments().size() : -1;
    this.totalBytes = snapshot.segments().stream().mapToLong(Segment::size).sum();
  }

  @Override
  public boolean hasNext() {
    while (next == null && left > 0) {
      if (lines == null) {
        if (!openNext()) {
          return false;
        }
      } else if (lines.advance()) {
        read(lines);
      } else {
        closeSegment();
      }
    }
    return next != null;
  }

  @Override
  public AuditRecord next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("there is no further record");
    }
    RecordLine record = next;
    next = null;
    left--;
    return record;
  }

  @Override
  public long unreadable() {
    return unreadable;
  }

  @Override
  public double progress() {
    long inSegment = lines == null ? 0 : lines.done();
    return totalBytes == 0 ? 1 : Math.min(1, (doneBytes + inSegment) / (double) totalBytes);
  }

  @Override
  public void close() {
    left = 0;
    closeSegment();
    snapshot.close();
  }

  private void read(Lines line) {
    if (scanner.scan(line.buffer(), line.start(), line.end())) {
      if (filter.accepts(scanner)) {
        next = RecordLine.of(scanner);
      }
      return;
    }
    Optional<RecordLine> parsed =
        line.isWhole()
            ? RecordLine.parse(line.buffer(), line.start(), line.end())
            : Optional.empty();
    if (parsed.isEmpty()) {
      unreadable++;
    } else if (filter.accepts(parsed.get())) {
      next = parsed.get();
    }
  }

  private boolean openNext() {
    segment += backward ? -1 : 1;
    if (segment < 0 || segment >= snapshot.segments().size()) {
      return false;
    }
    Segment piece = snapshot.segments().get(segment);
    long size = segment == end.segment() ? end.offset() : piece.size();
    if (skip.test(segment)) {
      doneBytes += size;
      return true;
    }
    if (!piece.regular()) {
      unreadable++;
      return true;
    }
    try {
      reader = snapshot.open(piece);
      lines = backward ? new BackwardLines(reader, size) : forward(reader, size);
    } catch (SegmentGoneException e) {
      reader = null;
    }
    return true;
  }

  private void closeSegment() {
    if (lines != null) {
      unreadable += lines.passedOver();
      doneBytes += lines.done();
      lines = null;
    }
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private static Lines forward(SegmentReader reader, long size) {
    LineReader lines = new LineReader(RangeVerifier.MAX_LINE);
    lines.start(new SegmentBytes(reader), 0, size);
    return lines;
  }
}
