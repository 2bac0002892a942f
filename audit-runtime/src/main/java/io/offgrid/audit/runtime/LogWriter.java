package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.spi.StoreSession;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the right to append, finds the end of the log, has records put there, and only then tells
 * the callers. For one thread.
 *
 * <p>After a failure the right is kept until the log is cut back to what was forced last: nobody
 * must append to bytes that may not be there.
 */
final class LogWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
  private static final long RETRY_NANOS = 1_000_000_000L;

  private final LogSettings settings;
  private final TailResolver resolver;
  private final WriteCounts counts;
  private final Appender appender;
  private final Deque<EncodedEvent> own = new ArrayDeque<>();

  private @Nullable StoreSession session;

  /** Whether the log is still to be cut back after a failure. */
  private boolean broken;

  /** Whether that failed, and was told. */
  private boolean stuck;

  LogWriter(LogSettings settings, TailResolver resolver, WriteCounts counts) {
    this.settings = settings;
    this.resolver = resolver;
    this.counts = counts;
    this.appender = new Appender(settings, counts);
  }

  /** What is told of everything that this writes. */
  WriteCounts counts() {
    return counts;
  }

  /** Has this run after every sealing of a segment; it must not take long. */
  void afterSeal(Runnable action) {
    appender.afterSeal(action);
  }

  /**
   * Finds the end of the log, or makes a log, and repairs what a crash left.
   *
   * @throws AuditException if the log cannot be opened, or must not be
   */
  void open() {
    try {
      acquire();
      if (!own.isEmpty()) {
        write(List.of());
      }
    } finally {
      release();
    }
  }

  /**
   * Records batches; each is completed or failed when this returns. Throws nothing. Without any it
   * does what is due.
   */
  void write(List<PendingBatch> batches) {
    if (broken && batches.isEmpty()) {
      mend();
      return;
    }
    counts.begun();
    try {
      if (!batches.isEmpty() || !own.isEmpty()) {
        append(batches);
      }
      if (appender.isForceDue() || batches.stream().anyMatch(PendingBatch::isBarrier)) {
        force();
      }
      if (!appender.isUnforced()) {
        release();
      }
      counts.succeeded(events(batches));
      batches.forEach(PendingBatch::completeIfWhole);
    } catch (RuntimeException | Error e) {
      undo();
      counts.failed(String.valueOf(e.getMessage()));
      batches.forEach(
          batch -> batch.settle(appender.durableSeq(), String.valueOf(e.getMessage()), e));
    }
  }

  /**
   * Does something under the right to append, at the end of the log as it now is. What it appends
   * is forced when this returns.
   *
   * @throws AuditException if the log cannot be opened, or what is done fails; then what it
   *     appended and did not force is undone
   */
  void perform(BiConsumer<StoreSession, Appender> operation) {
    try {
      append(List.of());
      operation.accept(acquire(), appender);
      force();
      release();
    } catch (RuntimeException | Error e) {
      undo();
      throw e;
    }
  }

  /**
   * How long until something is due: what was written must be forced, or a failure is still to be
   * undone. Absent when nothing is.
   */
  OptionalLong nanosToTurn() {
    if (broken) {
      return OptionalLong.of(RETRY_NANOS);
    }
    return appender.isUnforced() ? OptionalLong.of(appender.nanosToForce()) : OptionalLong.empty();
  }

  void close() {
    try {
      if (broken) {
        mend();
      }
      force();
      if (session != null && !broken) {
        session.forceHead();
      }
    } catch (RuntimeException e) {
      LOG.error("closed without a last force: {}", e.getMessage());
    } finally {
      StoreSession held = session;
      session = null;
      if (held != null) {
        held.close();
      }
    }
  }

  private static long events(List<PendingBatch> batches) {
    long events = 0;
    for (PendingBatch batch : batches) {
      events += batch.size();
    }
    return events;
  }

  private void append(List<PendingBatch> batches) {
    StoreSession current = acquire();
    if (!own.isEmpty()) {
      own.forEach(event -> appender.add(current, null, event));
      appender.commit(current);
      own.clear();
    }
    for (PendingBatch batch : batches) {
      for (int i = 0; i < batch.size(); i++) {
        appender.add(current, batch, batch.event(i));
      }
    }
    appender.commit(current);
  }

  /** Never again after a failure: what was not forced then may be gone from the page cache. */
  private void force() {
    if (session != null && !broken) {
      appender.force(session);
    }
  }

  /** Takes the right to append, with the tail as it now is. */
  private StoreSession acquire() {
    StoreSession held = session;
    if (held == null) {
      held = settings.store().exclusive();
      session = held;
    }
    if (broken) {
      repair(held);
    }
    if (resolver.wantsExamination() || !appender.isAsLeft(held)) {
      TailResolver.Resolved resolved = resolver.resolve(held, appender.forced());
      appender.startAt(resolved.tail());
      own.addAll(resolved.own());
    }
    appender.begin();
    return held;
  }

  /** After a failure: forgets what was not acknowledged, and cuts the log back. */
  private void undo() {
    boolean mustCut = appender.undo();
    if (session == null) {
      return;
    }
    broken |= mustCut;
    mend();
  }

  /** Once more, if the log is still to be cut back; the right is given back when it is. */
  private void mend() {
    try {
      if (broken && session != null) {
        repair(session);
      }
      release();
      stuck = false;
    } catch (RuntimeException | Error e) {
      if (!stuck) {
        LOG.error(
            "the log could not be cut back, is tried every second, and stays locked meanwhile: {}",
            e.getMessage());
      }
      stuck = true;
    }
  }

  /** Cuts the log back to what was forced last, and has the log tell about it. */
  private void repair(StoreSession held) {
    long lost = appender.cutBack(held);
    broken = false;
    if (lost > 0 && own.isEmpty()) {
      own.add(
          EventEncoder.own(
              EventTypes.LOG_RECOVERY,
              null,
              Map.of("bytes", lost, "reason", "a write failed; what it left was cut off")));
    }
  }

  private void release() {
    StoreSession held = session;
    if (held != null && !broken && !appender.isUnforced()) {
      session = null;
      held.close();
    }
  }
}
