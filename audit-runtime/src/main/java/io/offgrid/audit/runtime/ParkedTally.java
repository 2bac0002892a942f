package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.ParkedExtent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Counts the parked records of one sink for those who ask again and again: reads on from where it
 * stopped, since lines are only ever added, and nothing where none was. Safe for use by any number
 * of threads.
 */
final class ParkedTally {
  private final SeqSet waiting = new SeqSet(); // this and the next two: guarded by this
  private Optional<ParkedExtent> seen = Optional.empty();
  private long position;

  /** How many wait to be tried again, now. */
  synchronized long count(SinkState state) {
    Optional<ParkedExtent> now = state.parkedExtent();
    if (now.isEmpty() || !goesOn(now.get())) {
      waiting.clear();
      position = 0;
      seen = Optional.empty();
    }
    if (now.isEmpty() || !now.equals(seen)) {
      readOn(state);
      seen = now;
    }
    return waiting.size();
  }

  private boolean goesOn(ParkedExtent now) {
    return seen.filter(before -> before.identity().equals(now.identity())).isPresent()
        && now.bytes() >= position;
  }

  private void readOn(SinkState state) {
    try (InputStream in = state.parked()) {
      in.skipNBytes(position);
      position += ParkedLines.forEach(in, members -> ParkedRecords.note(members, waiting));
    } catch (IOException e) {
      throw ParkedRecords.unreadable(e);
    }
  }
}
