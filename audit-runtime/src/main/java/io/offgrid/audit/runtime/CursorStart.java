package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SinkCursor;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Slot;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the cursor to begin at. One that is not authentic counts as absent, which means beginning
 * at the beginning; and so does one signed with a retired key, unless it is at a record of that
 * key's own time: a key that leaked must not make a sink miss what came after it.
 */
record CursorStart(LogSettings settings, String sink, SinkState state) {
  private static final Logger LOG = LoggerFactory.getLogger(CursorStart.class);

  /** Absent while there is no log to be seen. */
  Optional<SinkCursor> find() {
    Optional<ForwardView> taken = ForwardView.take(settings.store(), settings.keys());
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    try (ForwardView view = taken.get()) {
      KeyRing ring = view.ring();
      Optional<SinkCursor> cursor = Cursors.read(state, Slot.CURSOR, sink, ring);
      if (cursor.isEmpty() && state.read(Slot.CURSOR).isPresent()) {
        LOG.warn("the cursor of the sink {} is not authentic: all is sent again", sink);
      }
      if (cursor.isPresent() && !isBelieved(cursor.get(), view)) {
        LOG.warn(
            "the cursor of the sink {} is signed with the retired key {}, and is not of its time:"
                + " all is sent again",
            sink,
            cursor.get().keyId());
        cursor = Optional.empty();
      }
      return Optional.of(cursor.orElseGet(() -> Cursors.none(sink, view.head().origin(), ring)));
    }
  }

  private static boolean isBelieved(SinkCursor cursor, ForwardView view) {
    if (!view.ring().isRetired(cursor.keyId()) || cursor.seq() == 0) {
      return true;
    }
    return new PlaceSearch(view, cursor.seq(), ChainHash.parse(cursor.chainHash()))
        .find()
        .filter(found -> cursor.keyId().equals(found.keyId()))
        .isPresent();
  }
}
