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
  private final AuditQuery query;
  private final IntPredicate skip;
  private final RecordFilter filter;
  private final boolean backward;
  private final VisibleEnd end;
  private final LineScanner scanner = new LineScanner();
  private final long totalBytes;
  private final int begin;
  private long left;
  private int segment;
  private @Nullable SegmentReader reader;
  private @Nullable Lines lines;
  private @Nullable RecordLine next;
  private long unreadable;
  private long doneBytes;
  private long leftToScan;
  private long lastSeq;
  private boolean cutShort;
  private boolean atEnd;

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
    this.query = query;
    this.skip = skip;
    this.filter = new RecordFilter(query);
    this.backward = query.order() == AuditQuery.Order.NEWEST_FIRST;
    this.left = query.maxRecords().orElse(Long.MAX_VALUE);
    this.end = VisibleEnd.of(snapshot);
    this.leftToScan = query.scanBytes() == null ? Long.MAX_VALUE : query.scanBytes();
    this.begin = begin();
    this.segment = backward ? begin + 1 : begin - 1;
    this.totalBytes = snapshot.segments().stream().mapToLong(Segment::size).sum();
  }

  @Override
  public boolean hasNext() {
    while (next == null && left > 0) {
      if (leftToScan <= 0) {
        cutShort = true;
        left = 0;
        break;
      }
      if (lines == null) {
        if (!openNext()) {
          atEnd = true;
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
  public boolean isCutShort() {
    return cutShort;
  }

  @Override
  public long lastSeq() {
    return lastSeq;
  }

  @Override
  public double progress() {
    long inSegment = lines == null ? 0 : lines.done();
    return totalBytes == 0 || atEnd
        ? 1
        : Math.min(1, (doneBytes + inSegment) / (double) totalBytes);
  }

  @Override
  public void close() {
    left = 0;
    closeSegment();
    snapshot.close();
  }

  /** The segment to begin with; that it may hold the first wanted number, or is at the end. */
  private int begin() {
    int last = snapshot.segments().size() - 1;
    if (backward) {
      Long before = query.beforeSeq();
      return before == null ? last : new SeqSearch(snapshot).segmentsBelow(before) - 1;
    }
    Long after = query.afterSeq();
    return after == null ? 0 : new SeqSearch(snapshot).firstSegmentAbove(after);
  }

  private void read(Lines line) {
    if (scanner.scan(line.buffer(), line.start(), line.end())) {
      lookedAt(scanner.seq(), line);
      if (filter.accepts(scanner.seq(), scanner)) {
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
      return;
    }
    RecordLine record = parsed.get();
    lookedAt(record.seq(), line);
    if (filter.accepts(record.seq(), record)) {
      next = record;
    }
  }

  private void lookedAt(long seq, Lines line) {
    lastSeq = seq;
    leftToScan -= line.end() - line.start() + 1;
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
      lines = open(reader, size);
    } catch (SegmentGoneException e) {
      reader = null;
    }
    return true;
  }

  private Lines open(SegmentReader opened, long size) {
    Long seq = backward ? query.beforeSeq() : query.afterSeq();
    SeqSearch.Span span =
        seq == null || segment != begin
            ? new SeqSearch.Span(0, size)
            : SeqSearch.inSegment(opened, size, backward ? seq : seq + 1);
    if (backward) {
      return new BackwardLines(opened, span.to());
    }
    LineReader forward = new LineReader(RangeVerifier.MAX_LINE);
    forward.start(new SegmentBytes(opened), span.from(), size);
    return forward;
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
}
