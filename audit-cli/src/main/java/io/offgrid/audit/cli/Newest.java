package io.offgrid.audit.cli;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The newest of the matching records, in the order of the log. Reads backwards, so its cost is that
 * of what it returns; what would take too much memory to turn round is read a second time,
 * forwards, from the place that was found.
 */
final class Newest implements RecordCursor {
  private static final long MEMORY = 8L << 20;

  private final Deque<AuditRecord> turned = new ArrayDeque<>();
  private final @Nullable RecordCursor forwards;
  private final long firstSeq;
  private long remaining;
  private long unreadable;

  /**
   * Finds them.
   *
   * @param newestFirst the query, with its limit
   * @param memory about so many bytes of records are kept
   */
  Newest(AuditLogReader reader, AuditQuery newestFirst, long memory) {
    AuditRecord oldest = null;
    long size = 0;
    try (RecordCursor backwards = reader.query(newestFirst)) {
      while (backwards.hasNext()) {
        oldest = backwards.next();
        remaining++;
        size += size > memory ? 0 : oldest.json().length();
        if (size > memory) {
          turned.clear();
        } else {
          turned.addFirst(oldest);
        }
      }
      unreadable = backwards.unreadable();
    }
    firstSeq = oldest == null ? 0 : oldest.seq();
    forwards = oldest != null && size > memory ? from(reader, newestFirst, oldest) : null;
  }

  static Newest of(AuditLogReader reader, AuditQuery newestFirst) {
    return new Newest(reader, newestFirst, MEMORY);
  }

  /** How many of them are still to come. */
  long remaining() {
    return remaining;
  }

  /** The number of the first of them, 0 if there is none. */
  long firstSeq() {
    return firstSeq;
  }

  private RecordCursor from(AuditLogReader reader, AuditQuery query, AuditRecord first) {
    RecordCursor cursor = reader.query(oldestFirst(query));
    while (cursor.hasNext()) {
      AuditRecord record = cursor.next();
      if (record.seq() >= first.seq()) {
        turned.add(record);
        break;
      }
    }
    return cursor;
  }

  private static AuditQuery oldestFirst(AuditQuery query) {
    return query.toBuilder().oldestFirst().unlimited().build();
  }

  @Override
  public boolean hasNext() {
    return remaining > 0 && (!turned.isEmpty() || (forwards != null && forwards.hasNext()));
  }

  @Override
  public AuditRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    remaining--;
    return turned.isEmpty() && forwards != null ? forwards.next() : turned.remove();
  }

  @Override
  public long unreadable() {
    return unreadable;
  }

  @Override
  public double progress() {
    return hasNext() ? 0 : 1;
  }

  @Override
  public void close() {
    if (forwards != null) {
      forwards.close();
    }
  }
}
