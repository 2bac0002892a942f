package io.offgrid.audit.runtime;

import io.offgrid.audit.Head;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.ChainJoin;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.RecordTimestamp;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is valid at the end of a log durable and the head name it; cuts off what is not.
 *
 * @param join has taken the log's end
 * @param head the newest authentic one, the writer's memory included
 */
record TailSettlement(
    LogSettings settings, StoreSession session, ChainJoin join, @Nullable Head head) {
  /**
   * The end of the log, settled.
   *
   * @param from where the durable part of the active segment ends for sure
   * @param key due to sign the next record
   * @param own records about the damage found
   */
  TailResolver.Resolved settle(Segment active, long from, SigningKey key, List<EncodedEvent> own) {
    List<EncodedEvent> records = new ArrayList<>(own);
    long end = join.tail().map(ChainJoin.Tail::offset).orElse(active.size());
    LogTail tail = tail(active, end, key);
    TailRepair repair = new TailRepair(session, active);
    if (join.tail().isPresent()) {
      records.add(0, repair.cut(end, tail.seq() + 1));
      settings.alerts().raise(AlertKind.LOG_RECOVERY, cutOff(active, end));
    }
    if (end > from) {
      repair.rewrite(from, end);
    }
    if (end > from || join.tail().isPresent() || join.authenticHead().isEmpty()) {
      session.writeHead(tail.headBytes());
    }
    return new TailResolver.Resolved(tail, records);
  }

  private LogTail tail(Segment active, long end, SigningKey key) {
    String origin = head != null ? head.origin() : settings.newOrigin();
    long seq = join.maxSeq();
    byte[] hash = join.lastHash().orElseGet(() -> ChainHash.genesis(origin));
    if (head != null && head.seq() > seq) {
      // Records are gone. The next one goes on from the head, so that the gap stays visible.
      seq = head.seq();
      hash = ChainHash.parse(head.chainHash());
    }
    String now = RecordTimestamp.text(settings.clock().instant());
    return new LogTail(
        origin,
        session.activeIdentity(),
        end,
        seq,
        hash,
        join.lastTimestamp().filter(HeadCodec::isTimestamp).orElse(now),
        key,
        begun(active));
  }

  private @Nullable Instant begun(Segment active) {
    if (!active.regular()) {
      return null;
    }
    try (SegmentReader reader = session.open(active)) {
      return FirstLine.time(reader, active);
    }
  }

  private String cutOff(Segment active, long end) {
    return "%d bytes at the end of %s in the log at %s were never acknowledged and do not verify: they were moved aside, as after a crash or a power cut"
        .formatted(active.size() - end, active.name(), settings.store().location());
  }
}
