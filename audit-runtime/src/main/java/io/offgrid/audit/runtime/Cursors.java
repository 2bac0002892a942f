package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.Head;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.CursorCodec;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SinkCursor;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Claim;
import io.offgrid.audit.spi.SinkState.Slot;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the cursors of a log's sinks, and makes those that are not there yet. */
record Cursors(AuditStore store, KeySource keys) {
  private static final Logger LOG = LoggerFactory.getLogger(Cursors.class);

  /**
   * Makes the cursors of sinks that begin with what is recorded from now on, if they never had one.
   * All others begin at the beginning, which is what having no cursor means. Where somebody else
   * has the claim, he does it.
   */
  void make(List<ForwardedSink> sinks) {
    for (ForwardedSink sink : sinks) {
      if (sink.settings().startAt() == StartAt.NOW) {
        try {
          makeNow(sink.name());
        } catch (AuditException e) {
          LOG.warn("the sink {} begins at the beginning: {}", sink.name(), e.getMessage());
        }
      }
    }
  }

  private void makeNow(String sink) {
    SinkState state = store.sink(sink);
    Optional<Head> head = store.readHead().flatMap(HeadCodec::decode);
    if (head.isEmpty() || state.read(Slot.CURSOR).isPresent()) {
      return;
    }
    boolean known = state.read(Slot.STATUS).isPresent(); // then it had one, and it was taken away
    Optional<Claim> claim = state.claim();
    if (claim.isEmpty()) {
      return;
    }
    try (Claim held = claim.get()) {
      KeyRing ring = keys.load();
      boolean authentic =
          ring.find(head.get().keyId())
              .filter(key -> HeadCodec.authentic(head.get(), key))
              .isPresent();
      if (!known && authentic && state.read(Slot.CURSOR).isEmpty()) {
        state.write(Slot.CURSOR, encode(sink, head.get(), ring));
      }
    }
  }

  private static byte[] encode(String sink, Head head, KeyRing ring) {
    return CursorCodec.encode(
        sink, head.origin(), head.seq(), ChainHash.parse(head.chainHash()), null, ring.current());
  }

  /** The cursor of a sink; absent if there is none that a key of the ring signed. */
  static Optional<SinkCursor> read(SinkState state, Slot slot, String sink, KeyRing ring) {
    return state.read(slot).flatMap(bytes -> CursorCodec.authentic(bytes, sink, ring));
  }

  /** One that says that nothing is confirmed. */
  static SinkCursor none(String sink, String origin, KeyRing ring) {
    return new SinkCursor(
        sink, origin, 0, ChainHash.text(ChainHash.genesis(origin)), null, ring.current().id());
  }
}
