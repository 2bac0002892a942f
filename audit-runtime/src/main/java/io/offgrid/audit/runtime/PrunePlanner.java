package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SignedLine;
import io.offgrid.audit.runtime.PrunePlan.OldSegment;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.StoreSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what retention deletes: sealed segments whose last record is old enough, oldest first and
 * contiguously, as far as they verify and the segment that stays follows (section 5 of the format).
 * Takes no lock.
 */
final class PrunePlanner {
  private final LogSettings settings;
  private final KeyRing ring;
  private final StoreSnapshot snapshot;
  private final Instant now;
  private final EdgeLine edges;
  private final List<SinkProgress> progress;

  PrunePlanner(LogSettings settings, KeyRing ring, StoreSnapshot snapshot) {
    this.settings = settings;
    this.ring = ring;
    this.snapshot = snapshot;
    this.now = settings.clock().instant();
    this.edges = new EdgeLine(snapshot::open, ring);
    this.progress = settings.retentionIgnoresSinks() ? List.of() : SinkProgress.of(settings);
  }

  PrunePlan plan() {
    List<Segment> sealed = snapshot.segments().stream().filter(Segment::sealed).toList();
    if (sealed.isEmpty()) {
      return nothing("there is no sealed segment", false);
    }
    Optional<PrunePlan> young = tooYoung(sealed.get(0));
    if (young.isPresent()) {
      return young.get();
    }
    SignedLine first = edges.first(sealed.get(0)).orElse(null);
    if (first == null) {
      return nothing(damaged(sealed.get(0)), true);
    }
    LogReader reader = new LogReader(settings.store(), settings.keys(), settings.origin());
    Authority authority = new Authority(reader, ring, first);
    Optional<Long> announced = authority.unfinished();
    if (announced.isPresent()) {
      return announced(sealed, announced.get());
    }
    if (first.seq() > 1 && !authority.isGiven()) {
      return nothing(
          "records before seq %d are gone and no record in the log authorises that: nothing is deleted until the log was set aside"
              .formatted(first.seq()),
          true);
    }
    return verified(sealed, first);
  }

  private PrunePlan verified(List<Segment> sealed, SignedLine first) {
    SegmentChain chain = new SegmentChain(snapshot, ring, settings.origin());
    List<OldSegment> going = new ArrayList<>();
    SignedLine begin = first;
    for (int i = 0; i < sealed.size(); i++) {
      Segment segment = sealed.get(i);
      SignedLine last = edges.last(segment).orElse(null);
      if (last != null && !isOld(last)) {
        return new PrunePlan(going, young(segment, last), false, false);
      }
      if (last == null || !chain.verifies(segment)) {
        return new PrunePlan(going, damaged(segment), true, false);
      }
      Segment next = snapshot.segments().size() > i + 1 ? snapshot.segments().get(i + 1) : null;
      SignedLine after = next == null ? null : edges.first(next).orElse(null);
      if (!follows(next, after, last)) {
        return new PrunePlan(going, gap(segment, next), true, false);
      }
      Optional<String> waiting = SinkProgress.notTaken(progress, last.seq());
      if (waiting.isPresent()) {
        return new PrunePlan(
            going, segment.name() + " is old enough, but " + waiting.get(), true, false);
      }
      going.add(old(segment, begin, last));
      begin = after == null ? last : after;
    }
    return new PrunePlan(going, "there is no other sealed segment", false, false);
  }

  /** A new log may have an empty active segment; then the record about the pruning follows. */
  private static boolean follows(
      @Nullable Segment next, @Nullable SignedLine after, SignedLine last) {
    boolean empty = next == null || (next.regular() && !next.sealed() && next.size() == 0);
    return empty
        || (after != null
            && after.seq() == last.seq() + 1
            && Arrays.equals(after.previousHash(), last.hash()));
  }

  /** A crash came between the record that announces the deletion and its end. */
  private PrunePlan announced(List<Segment> sealed, long toSeq) {
    List<OldSegment> going = new ArrayList<>();
    for (Segment segment : sealed) {
      SignedLine begin = edges.first(segment).orElse(null);
      SignedLine last = edges.last(segment).orElse(null);
      if (begin == null || last == null) {
        return new PrunePlan(going, damaged(segment), true, true);
      }
      if (last.seq() > toSeq) {
        break;
      }
      going.add(old(segment, begin, last));
    }
    return new PrunePlan(going, "what comes next is looked at when these are gone", false, true);
  }

  private static OldSegment old(Segment segment, SignedLine begin, SignedLine last) {
    return new OldSegment(
        segment.name(),
        begin.seq(),
        last.seq(),
        Instant.parse(last.timestamp()),
        segment.size(),
        ChainHash.text(last.hash()),
        segment.identity());
  }

  private Optional<PrunePlan> tooYoung(Segment oldest) {
    return edges
        .last(oldest)
        .filter(last -> !isOld(last))
        .map(last -> nothing(young(oldest, last), false));
  }

  private boolean isOld(SignedLine last) {
    return end(last).isBefore(now);
  }

  private Instant end(SignedLine last) {
    return Instant.parse(last.timestamp()).plus(settings.retention());
  }

  private String young(Segment segment, SignedLine last) {
    Duration age = Duration.between(Instant.parse(last.timestamp()), now);
    return "%s stays until %s: its last record is %d days old, and %d are kept"
        .formatted(segment.name(), end(last), age.toDays(), settings.retention().toDays());
  }

  private static String damaged(Segment segment) {
    return segment.name()
        + " is old enough but does not verify, and damage is never deleted: verify the log, and set"
        + " it aside when you have looked at it";
  }

  private static String gap(Segment segment, @Nullable Segment next) {
    return "%s is old enough, but %s does not follow on it: verify the log, and set it aside when you have looked at it"
        .formatted(segment.name(), next == null ? "nothing" : next.name());
  }

  private static PrunePlan nothing(String why, boolean held) {
    return new PrunePlan(List.of(), why, held, false);
  }
}
