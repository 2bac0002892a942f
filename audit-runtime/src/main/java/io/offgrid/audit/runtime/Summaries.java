package io.offgrid.audit.runtime;

import io.offgrid.audit.Head;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.LineReader;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.chain.SegmentSummary;
import io.offgrid.audit.chain.SegmentTally;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.chain.SummaryCodec;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The summaries of a snapshot's sealed segments: those that are kept and can be believed, and those
 * that are made anew. For one thread.
 *
 * <p>A summary is believed if the current key signed it and it is about this very segment: it has
 * the segment's size, and it ends in the hash that the next segment goes on from. So the segment
 * itself is not even opened. What it goes on from then tells how the segment before must end; the
 * walk begins at the active segment, or at the head where that is empty. A retired key's summaries
 * do not count: with one that leaked, old records could be hidden.
 */
final class Summaries {
  private final AuditStore store;
  private final StoreSnapshot snapshot;
  private final List<Segment> segments;
  private final @Nullable SigningKey key;
  private final Map<Integer, Optional<String>> links = new HashMap<>();
  private int walkedTo;
  private int latestIndex = -1;
  private Optional<SegmentSummary> latest = Optional.empty();
  private boolean keepable = true;

  /**
   * @param key the current key; null where there is none, and then there are no summaries
   */
  Summaries(AuditStore store, StoreSnapshot snapshot, @Nullable SigningKey key) {
    this.store = store;
    this.snapshot = snapshot;
    this.segments = snapshot.segments();
    this.key = key;
    this.walkedTo = segments.size();
  }

  /**
   * The kept summary of this segment, if it can be believed. Of those on the way only the links are
   * remembered, so that memory does not depend on what is in them; where segments are asked for
   * oldest first, summaries are read twice.
   */
  Optional<SegmentSummary> kept(int index) {
    while (walkedTo > index) {
      walkedTo--;
      found(walkedTo, read(walkedTo));
    }
    if (latestIndex != index) {
      found(index, read(index));
    }
    return latest;
  }

  private void found(int index, Optional<SegmentSummary> summary) {
    latestIndex = index;
    latest = summary;
    summary.ifPresent(one -> links.put(index, Optional.of(one.previousHash())));
  }

  /**
   * The kept summary, else one that is made by reading the segment, and kept if possible. Where
   * nothing can be kept, no further ones are made.
   */
  Optional<SegmentSummary> keptOrMade(int index) {
    Optional<SegmentSummary> found = kept(index);
    return found.isPresent() || !keepable ? found : made(index);
  }

  /** The kept summary, else one that is made by reading the segment, whether kept or not. */
  Optional<SegmentSummary> any(int index) {
    Optional<SegmentSummary> found = kept(index);
    return found.isPresent() ? found : made(index);
  }

  private boolean canHaveOne(int index) {
    Segment segment = segments.get(index);
    return key != null && segment.sealed() && segment.regular() && segment.size() > 0;
  }

  private Optional<SegmentSummary> read(int index) {
    SigningKey signer = key;
    if (signer == null || !canHaveOne(index)) {
      return Optional.empty();
    }
    return snapshot
        .readSummary(segments.get(index))
        .flatMap(bytes -> SummaryCodec.decode(bytes, signer))
        .filter(summary -> isOf(index, summary));
  }

  private boolean isOf(int index, SegmentSummary summary) {
    return summary.bytes() == segments.get(index).size()
        && end(index).filter(summary.lastHash()::equals).isPresent();
  }

  private Optional<SegmentSummary> made(int index) {
    SigningKey signer = key;
    if (signer == null || !canHaveOne(index)) {
      return Optional.empty();
    }
    Optional<SegmentSummary> made = tally(index).filter(summary -> isOf(index, summary));
    made.ifPresent(summary -> keep(segments.get(index), summary, signer));
    found(index, made);
    return made;
  }

  private Optional<SegmentSummary> tally(int index) {
    Segment segment = segments.get(index);
    try (SegmentReader reader = snapshot.open(segment)) {
      LineReader lines = new LineReader(RangeVerifier.MAX_LINE);
      lines.start(new SegmentBytes(reader), 0, segment.size());
      return SegmentTally.of(lines, segment.size());
    } catch (StoreException e) {
      return Optional.empty(); // whoever reads the segment instead is told
    }
  }

  private void keep(Segment segment, SegmentSummary summary, SigningKey signer) {
    try {
      keepable =
          SummaryCodec.encode(summary, signer)
              .filter(bytes -> bytes.length <= AuditStore.MAX_SUMMARY_BYTES)
              .map(bytes -> store.keepSummary(segment, bytes))
              .orElse(true);
    } catch (StoreException e) {
      keepable = false;
    }
  }

  /** The hash that this segment must end in, as what follows it tells. */
  private Optional<String> end(int index) {
    return index + 1 < segments.size() && segments.get(index + 1).size() > 0
        ? link(index + 1)
        : endByHead();
  }

  /** Where nothing follows, the head names the last line. */
  private Optional<String> endByHead() {
    SigningKey signer = key;
    return snapshot
        .head()
        .flatMap(HeadCodec::decode)
        .filter(head -> signer != null && HeadCodec.authentic(head, signer))
        .map(Head::chainHash);
  }

  /** The hash that this segment goes on from. */
  private Optional<String> link(int index) {
    return links.computeIfAbsent(index, this::readLink);
  }

  private Optional<String> readLink(int index) {
    Segment segment = segments.get(index);
    if (!segment.regular()) {
      return Optional.empty();
    }
    try (SegmentReader reader = snapshot.open(segment)) {
      return Optional.ofNullable(FirstLine.link(reader, segment));
    } catch (StoreException e) {
      return Optional.empty();
    }
  }
}
