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

/** Delivers parked records one by one; only authentic ones. */
record ParkedRetry(KeyRing ring, ParkedRecords parked, Sink sink, Duration timeout) {
  RetryResult run() {
    List<Long> delivered = new ArrayList<>();
    List<Long> handedOver = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    RecordCheck check = new RecordCheck(ring);
    parked.forEach(
        parked.waiting(),
        (seq, text) -> {
          byte[] line = text.getBytes(StandardCharsets.UTF_8);
          if (!check.check(line, 0, line.length, new byte[ChainHash.BYTES])) {
            rejected.add(new Rejected(seq, "what was parked is not authentic"));
            return;
          }
          if (!handedOver.isEmpty() && seq < handedOver.get(handedOver.size() - 1)) {
            delivered.addAll(confirmed(handedOver)); // the sink is about to start over
            handedOver.clear();
          }
          try {
            sink.deliver(List.of(check.record()), timeout);
            handedOver.add(seq);
          } catch (SinkException e) {
            if (e.kind() != SinkException.Kind.REJECTED) {
              noteBefore(e, handedOver);
              throw e;
            }
            rejected.add(new Rejected(seq, String.valueOf(e.getMessage())));
          }
        });
    delivered.addAll(confirmed(handedOver));
    return new RetryResult(delivered, rejected);
  }

  /** What arrived before the receiver failed need not be sent again. */
  private void noteBefore(SinkException failure, List<Long> handedOver) {
    try {
      confirmed(handedOver);
    } catch (SinkException e) {
      failure.addSuppressed(e);
    }
  }

  private List<Long> confirmed(List<Long> handedOver) {
    if (handedOver.isEmpty()) {
      return handedOver;
    }
    sink.finish(timeout);
    long last = sink.confirmed();
    List<Long> confirmed = handedOver.stream().filter(seq -> seq <= last).toList();
    confirmed.forEach(parked::delivered);
    return confirmed;
  }
}
