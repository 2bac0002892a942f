package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SignedLine;
import io.offgrid.audit.chain.SinkCursor;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Slot;
import java.util.Optional;
import java.util.function.Consumer;
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
    return find(LOG::warn);
  }

  /**
   * Absent while there is no log to be seen.
   *
   * @param distrusted is told, in words, of a cursor that is not believed
   */
  Optional<SinkCursor> find(Consumer<String> distrusted) {
    Optional<ForwardView> taken = ForwardView.take(settings.store(), settings.keys());
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    try (ForwardView view = taken.get()) {
      KeyRing ring = view.ring();
      Optional<SinkCursor> cursor = Cursors.read(state, Slot.CURSOR, sink, ring);
      Optional<String> doubt =
          cursor.isPresent()
              ? doubt(cursor.get(), view)
              : state.read(Slot.CURSOR).map(bytes -> "its cursor is not authentic");
      doubt.ifPresent(
          why ->
              distrusted.accept(
                  "%s: the sink %s begins again, at the beginning of the log"
                      .formatted(why, sink)));
      cursor = cursor.filter(c -> doubt.isEmpty());
      return Optional.of(cursor.orElseGet(() -> Cursors.none(sink, view.head().origin(), ring)));
    }
  }

  /** Why the cursor is not believed, in words. */
  private static Optional<String> doubt(SinkCursor cursor, ForwardView view) {
    if (!cursor.origin().equals(view.head().origin())) {
      return Optional.of("its cursor is of another log, " + cursor.origin());
    }
    if (cursor.seq() == 0) {
      return Optional.empty();
    }
    Optional<PlaceSearch.Found> found =
        new PlaceSearch(view, cursor.seq(), ChainHash.parse(cursor.chainHash())).find();
    if (view.ring().isRetired(cursor.keyId())
        && found.filter(f -> cursor.keyId().equals(f.keyId())).isEmpty()) {
      return Optional.of(
          "its cursor is signed with the retired key %s and is not of its time"
              .formatted(cursor.keyId()));
    }
    long first = view.edges().first(view.segment(0)).map(SignedLine::seq).orElse(0L);
    return found.isEmpty() && first <= cursor.seq() + 1
        ? Optional.of(
            "the log does not hold record %d as it was confirmed: it was replaced or cut back"
                .formatted(cursor.seq()))
        : Optional.empty();
  }
}
