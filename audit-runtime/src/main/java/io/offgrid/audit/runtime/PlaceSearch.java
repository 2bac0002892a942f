package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.LineReader;
import io.offgrid.audit.chain.Member;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.chain.RecordCheck;
import io.offgrid.audit.chain.SignedLine;
import io.offgrid.audit.spi.SegmentReader;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place in a log up to which a sink has confirmed it: behind the line with the cursor's
 * hash, or, where that line is gone (pruned, set aside, cut off), before the authentic one that
 * links to it. The first such line counts, so that nobody skips records by planting a copy.
 */
final class PlaceSearch {
  private final ForwardView view;
  private final long seq;
  private final byte[] hash;

  PlaceSearch(ForwardView view, long seq, byte[] hash) {
    this.view = view;
    this.seq = seq;
    this.hash = hash;
  }

  /** What was found, and the key that signed the record at which it was found. */
  record Found(Place place, @Nullable String keyId) {}

  /** The place; absent if this log does not hold it. */
  Optional<Found> find() {
    if (view.head().seq() == seq && Arrays.equals(ChainHash.parse(view.head().chainHash()), hash)) {
      return Optional.of(new Found(view.end(), view.head().keyId()));
    }
    if (seq > view.head().seq()) {
      return Optional.empty();
    }
    int likely = likelySegment();
    Optional<Found> found = likely < 0 ? Optional.empty() : behind(likely);
    for (int i = 0; i < view.segments() && found.isEmpty(); i++) {
      found = i == likely ? found : behind(i);
    }
    for (int i = 0; i < view.segments() && found.isEmpty(); i++) {
      found = before(i);
    }
    return found;
  }

  /** The newest segment that begins at or before the number. */
  private int likelySegment() {
    for (int i = view.segments() - 1; i >= 0; i--) {
      Optional<SignedLine> first = view.edges().first(view.segment(i));
      if (first.isPresent() && first.get().seq() <= seq) {
        return i;
      }
    }
    return -1;
  }

  private Optional<Found> behind(int index) {
    return seq == 0
        ? Optional.empty()
        : search(
            index,
            (lines, check) -> {
              if (!Arrays.equals(lines.hash(), hash)) {
                return null;
              }
              boolean authentic = authentic(lines, check);
              String keyId = authentic ? check.text(Member.KEY_ID) : null;
              String due = authentic ? check.announcedKey().orElse(keyId) : null;
              return new Found(place(index, lines.position(), due), keyId);
            });
  }

  private Optional<Found> before(int index) {
    byte[] link =
        ("{\"chain_hash\":\"" + ChainHash.text(hash))
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return search(
        index,
        (lines, check) -> {
          int from = lines.start();
          int to = Math.min(lines.end(), from + link.length);
          boolean links = Arrays.equals(lines.buffer(), from, to, link, 0, link.length);
          return links && authentic(lines, check) && check.seq() == seq + 1
              ? new Found(place(index, lines.offset(), null), check.text(Member.KEY_ID))
              : null;
        });
  }

  private boolean authentic(LineReader lines, RecordCheck check) {
    return lines.isWhole() && check.check(lines.buffer(), lines.start(), lines.end(), hash);
  }

  private Place place(int index, long offset, @Nullable String dueKey) {
    return new Place(view.segment(index).identity(), offset, seq, hash, dueKey);
  }

  private interface Match {
    @Nullable Found at(LineReader lines, RecordCheck check);
  }

  private Optional<Found> search(int index, Match match) {
    if (!view.segment(index).regular()) {
      return Optional.empty();
    }
    RecordCheck check = new RecordCheck(view.ring());
    try (SegmentReader reader = view.open(index)) {
      LineReader lines = new LineReader(RangeVerifier.MAX_LINE);
      lines.start(new SegmentBytes(reader), 0, view.size(index));
      while (lines.advance()) {
        Found found = match.at(lines, check);
        if (found != null) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }
}
