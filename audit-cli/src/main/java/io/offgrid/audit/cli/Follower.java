package io.offgrid.audit.cli;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.cli.text.RecordView;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows records as they come, by looking at the end of the log several times a second: it follows
 * the log, not a file, so rotation does not matter.
 */
final class Follower {
  private static final long POLL_MILLIS = 250;
  private static final long FAREWELL_SECONDS = 2;

  private final AuditLogReader reader;
  private final AuditQuery filters;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private long seen;

  /** Will show what is recorded from now on. */
  Follower(AuditLogReader reader, AuditQuery filters) {
    this.reader = reader;
    this.filters = filters;
    this.seen = lastSeq();
  }

  /** What is done after each look. */
  interface Flush {
    void flush() throws IOException;
  }

  /** Passes the records on, remembering how far they reach, so that none is shown again. */
  Iterator<AuditRecord> watching(Iterator<AuditRecord> records) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public AuditRecord next() {
        AuditRecord record = records.next();
        seen = Math.max(seen, record.seq());
        return record;
      }
    };
  }

  /** Shows records until Ctrl-C, which ends the process with 0. */
  void run(RecordView view, Flush afterwards) throws IOException {
    try (Interruption interruption = Interruption.watch(this::endInGoodOrder)) {
      do {
        look(view);
        afterwards.flush();
      } while (!interrupted.await(POLL_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      finished.countDown();
    }
  }

  private void look(RecordView view) throws IOException {
    long last = lastSeq();
    if (last <= seen) {
      return;
    }
    AuditQuery whatCame = AuditQuery.builder().newestFirst().limit(last - seen).build();
    long before = seen;
    try (Newest newest = Newest.of(reader, whatCame)) {
      view.show(new Matching(watching(newest), before, filters));
    }
    seen = Math.max(seen, last);
  }

  private long lastSeq() {
    try (RecordCursor last = reader.query(AuditQuery.builder().newestFirst().limit(1).build())) {
      return last.hasNext() ? last.next().seq() : 0;
    }
  }

  private void endInGoodOrder() {
    interrupted.countDown();
    try {
      if (finished.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(ExitStatus.OK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
