package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.RecordCheck;
import io.offgrid.audit.runtime.RetryResult.Rejected;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers parked records one by one; only authentic ones. Memory stays bounded however many there
 * are. For one run.
 */
final class ParkedRetry {
  private final ParkedRecords parked;
  private final Sink sink;
  private final Duration timeout;
  private final RecordCheck check;
  private final SeqSet handedOver = new SeqSet(); // in this order, since the sink started over
  private long last;
  private final List<Long> delivered = new ArrayList<>();
  private long deliveredCount;
  private final List<Rejected> rejected = new ArrayList<>();
  private long rejectedCount;

  ParkedRetry(KeyRing ring, ParkedRecords parked, Sink sink, Duration timeout) {
    this.parked = parked;
    this.sink = sink;
    this.timeout = timeout;
    this.check = new RecordCheck(ring);
  }

  RetryResult run() {
    parked.drain(parked.waiting(), this::retry);
    confirm();
    return new RetryResult(delivered, rejected, deliveredCount, rejectedCount);
  }

  private void retry(long seq, String text) {
    byte[] line = text.getBytes(StandardCharsets.UTF_8);
    if (!check.check(line, 0, line.length, new byte[ChainHash.BYTES])) {
      reject(seq, "what was parked is not authentic");
      return;
    }
    if (!handedOver.isEmpty() && seq < last) {
      confirm(); // the sink is about to start over
    }
    try {
      sink.deliver(List.of(check.record()), timeout);
      handedOver.add(seq);
      last = seq;
    } catch (SinkException e) {
      if (e.kind() != SinkException.Kind.REJECTED) {
        noteBefore(e);
        throw e;
      }
      reject(seq, String.valueOf(e.getMessage()));
    }
  }

  private void reject(long seq, String reason) {
    rejectedCount++;
    if (rejected.size() < RetryResult.LISTED) {
      rejected.add(new Rejected(seq, reason));
    }
  }

  /** What arrived before the receiver failed need not be sent again. */
  private void noteBefore(SinkException failure) {
    try {
      confirm();
    } catch (SinkException e) {
      failure.addSuppressed(e);
    }
  }

  private void confirm() {
    if (handedOver.isEmpty()) {
      return;
    }
    sink.finish(timeout);
    long confirmed = sink.confirmed();
    handedOver.forEach(
        seq -> {
          if (seq <= confirmed) {
            deliver(seq);
          }
        });
    handedOver.clear();
  }

  private void deliver(long seq) {
    parked.delivered(seq);
    deliveredCount++;
    if (delivered.size() < RetryResult.LISTED) {
      delivered.add(seq);
    }
  }
}
