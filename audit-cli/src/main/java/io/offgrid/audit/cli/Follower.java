package io.offgrid.audit.cli;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.cli.text.RecordView;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Shows records as they come, by looking at the end of the log several times a second: it follows
 * the log, not a file, so rotation does not matter. Where records are missing between what it
 * showed and what is there now, or another log is there, it says so and goes on.
 */
final class Follower {
  private static final long POLL_MILLIS = 250;
  private static final long FAREWELL_SECONDS = 2;
  private static final int PATIENCE = 20;

  private final AuditLogReader reader;
  private final AuditQuery filters;
  private final Consumer<String> messages;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private long seen;
  private String seenId = "";

  /** Will show what is recorded from now on, and tell what a person should know. */
  Follower(AuditLogReader reader, AuditQuery filters, Consumer<String> messages) {
    this.reader = reader;
    this.filters = filters;
    this.messages = messages;
    last().ifPresent(this::remember);
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
        if (record.seq() > seen) {
          remember(record);
        }
        return record;
      }
    };
  }

  /** Shows records until Ctrl-C, which ends the process with 0. */
  void run(RecordView view, Flush afterwards) throws IOException {
    int failures = 0;
    try (Interruption interruption = Interruption.watch(this::endInGoodOrder)) {
      do {
        try {
          look(view);
          failures = 0;
        } catch (AuditException e) {
          failures++; // the log may be changing its shape just now
          if (failures > PATIENCE) {
            throw e;
          }
        }
        afterwards.flush();
      } while (!interrupted.await(POLL_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      finished.countDown();
    }
  }

  private void look(RecordView view) throws IOException {
    Optional<AuditRecord> last = last();
    if (last.isEmpty() || (last.get().seq() == seen && last.get().id().equals(seenId))) {
      return;
    }
    if (last.get().seq() <= seen || !show(view, last.get())) {
      messages.accept("another log is there now; following it from its beginning");
      forget();
      show(view, last.get());
    }
  }

  /** False, and nothing shown, if what was shown before is not what this log holds. */
  private boolean show(RecordView view, AuditRecord last) throws IOException {
    long before = seen;
    try (Newest newest = since(before, last.seq() - before + 1)) {
      Peeking records = new Peeking(newest);
      while (records.hasNext() && records.peek().seq() < before) {
        records.next();
      }
      if (records.hasNext() && before > 0) {
        AuditRecord first = records.peek();
        if (first.seq() == before && !first.id().equals(seenId)) {
          return false;
        }
        tellGap(first.seq() - before - 1, newest.unreadable());
      }
      view.show(new Matching(watching(records), before, filters));
    }
    if (last.seq() > seen) {
      remember(last);
    }
    return true;
  }

  /** At least what came since; writers may add to it while it is read, so so many may not do. */
  private Newest since(long before, long atLeast) {
    for (long limit = atLeast; ; limit *= 2) {
      Newest newest = Newest.of(reader, AuditQuery.builder().newestFirst().limit(limit).build());
      boolean wholeLog = newest.remaining() < limit;
      if (wholeLog || newest.firstSeq() <= before + 1) {
        return newest;
      }
      newest.close();
    }
  }

  private void tellGap(long missing, long unreadable) {
    if (missing > 0 && unreadable == 0) {
      String events = Amounts.count(missing, "event");
      messages.accept("warning: " + events + " gone before they could be shown");
    }
  }

  private void remember(AuditRecord record) {
    seen = record.seq();
    seenId = record.id();
  }

  private void forget() {
    seen = 0;
    seenId = "";
  }

  private Optional<AuditRecord> last() {
    try (RecordCursor last = reader.query(AuditQuery.builder().newestFirst().limit(1).build())) {
      return last.hasNext() ? Optional.of(last.next()) : Optional.empty();
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
