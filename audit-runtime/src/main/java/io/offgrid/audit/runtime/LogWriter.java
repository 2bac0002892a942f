package io.offgrid.audit.runtime;

import com.github.f4b6a3.ulid.UlidFactory;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Receipt;
import io.offgrid.audit.chain.ByteBuilder;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.RecordSigner;
import io.offgrid.audit.chain.RecordTimestamp;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to a log: under the right to append, finds the tail, signs, writes, forces, writes the
 * head, and only then tells the callers. For one thread.
 *
 * <p>After a failure the right is kept until the log is cut back to what was forced last: nobody
 * must append to bytes that may not be there.
 */
final class LogWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
  private static final int WRITE_BYTES = 1 << 20;
  private static final long FORCE_EVERY_NANOS = 1_000_000_000L;

  private final LogSettings settings;
  private final TailResolver resolver;
  private final RecordSigner signer = new RecordSigner();
  private final UlidFactory ids = UlidFactory.newMonotonicInstance();
  private final ByteBuilder out = new ByteBuilder(64 << 10);
  private final List<Entry> unacknowledged = new ArrayList<>();
  private final Deque<EncodedEvent> own = new ArrayDeque<>();

  private @Nullable StoreSession session;

  /** What survives a power cut; the log is cut back to it after a failure. */
  private @Nullable LogTail forced;

  /** What was written and, if buffered, acknowledged. */
  private @Nullable LogTail written;

  private long end;

  /** Number of the last record that was forced, whatever was found out about the tail since. */
  private long durableSeq;

  /** Whether the store would not seal the segment: then records go on in it. */
  private boolean sealRefused;

  /** Whether bytes may have been written that were not forced. */
  private boolean dirty;

  private boolean broken;
  private long forceAt;

  /** An event whose line is written or about to be, and its receipt. */
  private record Entry(@Nullable PendingBatch batch, Receipt receipt) {}

  LogWriter(LogSettings settings, TailResolver resolver) {
    this.settings = settings;
    this.resolver = resolver;
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

  /** Records batches; each is completed or failed when this returns. Throws nothing. */
  void write(List<PendingBatch> batches) {
    try {
      if (!batches.isEmpty() || !own.isEmpty()) {
        append(batches);
      }
      if (isForceDue() || batches.stream().anyMatch(PendingBatch::isBarrier)) {
        force();
      }
      if (!isUnforced()) {
        release();
      }
      batches.forEach(PendingBatch::completeIfWhole);
    } catch (RuntimeException | Error e) {
      undo();
      batches.forEach(batch -> batch.settle(durableSeq, String.valueOf(e.getMessage()), e));
    }
  }

  /** How long until what was written must be forced; absent when nothing waits for that. */
  OptionalLong nanosToForce() {
    return isUnforced()
        ? OptionalLong.of(Math.max(0, forceAt - System.nanoTime()))
        : OptionalLong.empty();
  }

  void close() {
    try {
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

  private void append(List<PendingBatch> batches) {
    StoreSession current = acquire();
    if (!own.isEmpty()) {
      own.forEach(event -> add(current, null, event));
      commit(current);
      own.clear();
    }
    for (PendingBatch batch : batches) {
      for (EncodedEvent event : batch.events()) {
        add(current, batch, event);
      }
    }
    commit(current);
  }

  private void add(StoreSession current, @Nullable PendingBatch batch, EncodedEvent event) {
    LogTail tail = tail();
    Instant now = settings.clock().instant();
    long seq = tail.seq() + 1 + unacknowledged.size();
    if (mustSeal(seq, event, now)) {
      commit(current);
      seal(current);
      tail = tail();
    }
    String id = "evt_" + ids.create(now.toEpochMilli());
    unacknowledged.add(new Entry(batch, signer.append(out, event, id, seq, now, tail.key())));
    if (out.length() >= WRITE_BYTES) {
      spill(current);
    }
  }

  private boolean mustSeal(long seq, EncodedEvent event, Instant now) {
    LogTail tail = tail();
    long before = end + out.length();
    if (before == 0 || sealRefused) {
      return false;
    }
    Instant begun = tail.begun();
    return before + event.sizeAt(seq) > settings.maxSizeBytes()
        || (begun != null && begun.plus(settings.maxAge()).isBefore(now));
  }

  /** Writes what is assembled so far, without acknowledging it. */
  private void spill(StoreSession current) {
    dirty = true;
    current.write(end, ByteBuffer.wrap(out.array(), 0, out.length()));
    end += out.length();
    out.reset();
  }

  /** Makes what was added as durable as promised, and notes the receipts. */
  private void commit(StoreSession current) {
    if (unacknowledged.isEmpty()) {
      return;
    }
    if (out.length() > 0) {
      spill(current);
    }
    LogTail tail = tail();
    Receipt last = unacknowledged.get(unacknowledged.size() - 1).receipt();
    Instant begun =
        tail.begun() == null ? unacknowledged.get(0).receipt().timestamp() : tail.begun();
    boolean first = !isUnforced();
    written =
        new LogTail(
            tail.origin(),
            tail.identity(),
            end,
            last.seq(),
            signer.previousHash(),
            RecordTimestamp.text(last.timestamp()),
            tail.key(),
            begun);
    if (settings.durability() == Durability.SYNC) {
      force();
    } else if (first) {
      forceAt = System.nanoTime() + FORCE_EVERY_NANOS;
    }
    for (Entry entry : unacknowledged) {
      if (entry.batch() != null) {
        entry.batch().recorded(entry.receipt());
      }
    }
    unacknowledged.clear();
  }

  private void force() {
    if (session == null || written == null || !isUnforced()) {
      return;
    }
    session.force();
    session.writeHead(head(written));
    forced = written;
    durableSeq = written.seq();
    dirty = false;
  }

  /**
   * Goes on in a new segment; in the old one where the store refuses, so that nobody stops the log
   * by what he puts in the way of a segment's next name.
   */
  private void seal(StoreSession current) {
    force();
    current.forceHead();
    try {
      current.seal();
    } catch (StoreException e) {
      if (!isActive(current, tail().identity())) {
        forced = null;
        written = null;
        throw e;
      }
      LOG.error("the segment grows past its limit: {}", e.getMessage());
      sealRefused = true;
      return;
    }
    forced = tail().inNewSegment(current.activeIdentity());
    written = forced;
    end = 0;
  }

  private byte[] head(LogTail tail) {
    return HeadCodec.encode(tail.seq(), tail.hash(), tail.origin(), tail.timestamp(), tail.key());
  }

  private boolean isUnforced() {
    return written != null && (forced == null || forced.seq() != written.seq());
  }

  private boolean isForceDue() {
    return isUnforced() && System.nanoTime() - forceAt >= 0;
  }

  private LogTail tail() {
    if (written == null) {
      throw new IllegalStateException("the tail is not known");
    }
    return written;
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
    if (!isAsLeft(held)) {
      TailResolver.Resolved resolved = resolver.resolve(held);
      forced = resolved.tail();
      written = forced;
      own.addAll(resolved.own());
    }
    LogTail tail = tail();
    sealRefused = false;
    if (!isUnforced()) {
      durableSeq = tail.seq();
      end = tail.size();
      signer.start(tail.hash());
    }
    return held;
  }

  /** Whether the log ends where this writer left it. */
  private boolean isAsLeft(StoreSession held) {
    LogTail tail = written;
    if (tail == null || resolver.wantsExamination()) {
      return false;
    }
    return isActive(held, tail.identity()) && held.activeSize() == tail.size();
  }

  private static boolean isActive(StoreSession held, String identity) {
    try {
      return held.activeIdentity().equals(identity);
    } catch (StoreException e) {
      return false;
    }
  }

  /** After a failure: forgets what was not acknowledged, and cuts the log back. */
  private void undo() {
    unacknowledged.clear();
    out.reset();
    if (isUnforced() && forced != null && written != null) {
      LOG.error(
          "{} events that were acknowledged but not forced yet (durability: buffered) are lost",
          written.seq() - forced.seq());
    }
    if (session == null) {
      return;
    }
    broken |= dirty && forced != null;
    if (!broken) {
      written = forced;
    }
    try {
      if (broken) {
        repair(session);
      }
      release();
    } catch (RuntimeException e) {
      LOG.error(
          "the log could not be cut back and stays locked until it can be: {}", e.getMessage());
    }
  }

  /** Cuts the log back to what was forced last; the next records go there. */
  private void repair(StoreSession held) {
    LogTail last = forced;
    if (last == null) {
      return;
    }
    if (!isActive(held, last.identity())) {
      // Somebody put another segment in its place: the resolver looks at it before it is touched.
      forced = null;
      written = null;
      broken = false;
      dirty = false;
      return;
    }
    long lost = held.activeSize() - last.size();
    held.cutBack(last.size());
    held.writeHead(head(last));
    broken = false;
    dirty = false;
    written = last;
    end = last.size();
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
    if (held != null && !broken && !isUnforced()) {
      session = null;
      held.close();
    }
  }
}
