package io.offgrid.audit.runtime;

import com.github.f4b6a3.ulid.UlidFactory;
import io.offgrid.audit.Receipt;
import io.offgrid.audit.chain.ByteBuilder;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.RecordSigner;
import io.offgrid.audit.chain.RecordTimestamp;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records at the end of a log: signs, assembles, writes, forces, writes the head, and goes on
 * in a new segment when one is full. Knows what of it survives a power cut. For one thread, which
 * has the right to append whenever it passes a session.
 */
final class Appender {
  private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
  private static final int WRITE_BYTES = 1 << 20;
  private static final long FORCE_EVERY_NANOS = 1_000_000_000L;

  private final LogSettings settings;
  private final WriteCounts counts;
  private final RecordSigner signer = new RecordSigner();
  private final LongFunction<String> ids;
  private final ByteBuilder out = new ByteBuilder(64 << 10);
  private final List<Entry> unacknowledged = new ArrayList<>();

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

  private long forceAt;
  private Runnable afterSeal = () -> {};

  /** An event whose line is written or about to be, and its receipt. */
  private record Entry(@Nullable PendingBatch batch, Receipt receipt) {}

  Appender(LogSettings settings, WriteCounts counts) {
    this(settings, counts, ids());
  }

  /**
   * One with these ids.
   *
   * @param ids makes an event's id for a time in milliseconds
   */
  Appender(LogSettings settings, WriteCounts counts, LongFunction<String> ids) {
    this.settings = settings;
    this.counts = counts;
    this.ids = ids;
  }

  private static LongFunction<String> ids() {
    UlidFactory ulids = UlidFactory.newMonotonicInstance();
    return time -> "evt_" + ulids.create(time);
  }

  /** Has this run after every sealing of a segment; it must not take long. */
  void afterSeal(Runnable action) {
    afterSeal = action;
  }

  /** Goes on from this end of the log, which is durable. */
  void startAt(LogTail tail) {
    forced = tail;
    written = tail;
  }

  /** What was forced last; null if the end of the log is not known. */
  @Nullable LogTail forced() {
    return forced;
  }

  /** The right to append was taken, or is still held. */
  void begin() {
    LogTail tail = tail();
    sealRefused = false;
    if (!isUnforced()) {
      durableSeq = tail.seq();
      end = tail.size();
      signer.start(tail.hash());
    }
  }

  /** Adds one event, of nobody's if there is no batch; {@link #commit} makes it count. */
  void add(StoreSession session, @Nullable PendingBatch batch, EncodedEvent event) {
    Instant now = settings.clock().instant();
    long seq = tail().seq() + 1 + unacknowledged.size();
    if (mustSeal(seq, event, now)) {
      commit(session);
      seal(session);
    }
    String id = ids.apply(now.toEpochMilli());
    unacknowledged.add(new Entry(batch, signer.append(out, event, id, seq, now, tail().key())));
    if (out.length() >= WRITE_BYTES) {
      spill(session);
    }
  }

  private boolean mustSeal(long seq, EncodedEvent event, Instant now) {
    long before = end + out.length();
    if (before == 0 || sealRefused) {
      return false;
    }
    return before + event.sizeAt(seq) > settings.maxSizeBytes() || isOld(now);
  }

  /** Whether the active segment's first record is older than segments may become. */
  boolean isOld(Instant now) {
    Instant begun = tail().begun();
    return begun != null && begun.plus(settings.maxAge()).isBefore(now);
  }

  /** Writes what is assembled so far, without acknowledging it. */
  private void spill(StoreSession session) {
    dirty = true;
    session.write(end, ByteBuffer.wrap(out.array(), 0, out.length()));
    end += out.length();
    out.reset();
  }

  /** Makes what was added as durable as promised, and notes the receipts. */
  void commit(StoreSession session) {
    commit(session, tail().key());
  }

  /**
   * Makes what was added as durable as promised, and notes the receipts.
   *
   * @param next signs the head, and the records from here on
   */
  void commit(StoreSession session, SigningKey next) {
    if (unacknowledged.isEmpty()) {
      return;
    }
    if (out.length() > 0) {
      spill(session);
    }
    boolean first = !isUnforced();
    long bytes = end - tail().size();
    written = tailAfter(unacknowledged.get(unacknowledged.size() - 1).receipt(), next);
    if (settings.durability() == Durability.SYNC) {
      force(session);
    } else if (first) {
      forceAt = System.nanoTime() + FORCE_EVERY_NANOS;
    }
    counts.recorded(unacknowledged.size(), bytes);
    for (Entry entry : unacknowledged) {
      if (entry.batch() != null) {
        entry.batch().recorded(entry.receipt());
      }
    }
    unacknowledged.clear();
  }

  private LogTail tailAfter(Receipt last, SigningKey next) {
    LogTail tail = tail();
    Instant begun =
        tail.begun() == null ? unacknowledged.get(0).receipt().timestamp() : tail.begun();
    return new LogTail(
        tail.origin(),
        tail.identity(),
        end,
        last.seq(),
        signer.previousHash(),
        RecordTimestamp.text(last.timestamp()),
        next,
        begun);
  }

  /** Makes what was committed durable, and then the head name it. */
  void force(StoreSession session) {
    LogTail tail = written;
    if (tail == null || !isUnforced()) {
      return;
    }
    long begun = System.nanoTime();
    session.force();
    counts.forced(System.nanoTime() - begun);
    session.writeHead(tail.headBytes());
    forced = tail;
    durableSeq = tail.seq();
    dirty = false;
  }

  /**
   * Goes on in a new segment; in the old one where the store refuses, so that nobody stops the log
   * by what he puts in the way of a segment's next name.
   */
  void seal(StoreSession session) {
    force(session);
    session.forceHead();
    try {
      session.seal();
    } catch (StoreException e) {
      if (!isActive(session, tail().identity())) {
        throw e;
      }
      LOG.error("the segment grows past its limit: {}", e.getMessage());
      sealRefused = true;
      return;
    }
    startAt(tail().inNewSegment(session.activeIdentity()));
    end = 0;
    afterSeal.run();
  }

  /**
   * Forgets what was not acknowledged.
   *
   * @return whether the log may hold bytes of it, and must be cut back
   */
  boolean undo() {
    unacknowledged.clear();
    out.reset();
    boolean lost = settings.durability() == Durability.BUFFERED && isUnforced();
    if (lost && forced != null && written != null) {
      LOG.error(
          "{} events that were acknowledged but not forced yet (durability: buffered) are lost",
          written.seq() - forced.seq());
    }
    boolean mustCut = dirty && forced != null;
    if (!mustCut) {
      written = forced;
    }
    return mustCut;
  }

  /**
   * Cuts the log back to what was forced last; the next records go there.
   *
   * @return how many bytes were cut off
   */
  long cutBack(StoreSession session) {
    LogTail last = forced;
    if (last == null) {
      return 0;
    }
    if (!isActive(session, last.identity())) {
      // Somebody put another segment in its place: it is looked at before it is touched.
      written = last;
      dirty = false;
      return 0;
    }
    long lost = session.activeSize() - last.size();
    session.cutBack(last.size());
    session.writeHead(last.headBytes());
    dirty = false;
    written = last;
    end = last.size();
    return Math.max(0, lost);
  }

  /** Whether the log ends where it was left. */
  boolean isAsLeft(StoreSession session) {
    LogTail tail = written;
    return tail != null
        && isActive(session, tail.identity())
        && session.activeSize() == tail.size();
  }

  private static boolean isActive(StoreSession session, String identity) {
    try {
      return session.activeIdentity().equals(identity);
    } catch (StoreException e) {
      return false;
    }
  }

  boolean isUnforced() {
    return written != null && (forced == null || forced.seq() != written.seq());
  }

  boolean isForceDue() {
    return isUnforced() && System.nanoTime() - forceAt >= 0;
  }

  /** How long until what was committed must be forced, in nanoseconds. */
  long nanosToForce() {
    return Math.max(0, forceAt - System.nanoTime());
  }

  /** Number of the last record that is durable. */
  long durableSeq() {
    return durableSeq;
  }

  /** The end of the log as committed. */
  LogTail tail() {
    if (written == null) {
      throw new IllegalStateException("the tail is not known");
    }
    return written;
  }
}
