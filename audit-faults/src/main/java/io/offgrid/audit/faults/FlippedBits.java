package io.offgrid.audit.faults;

import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Flips every bit of lines, and of the head. */
final class FlippedBits {
  private static final Set<FindingKind> OF_A_LINE =
      Set.of(
          FindingKind.MALFORMED,
          FindingKind.NOT_CANONICAL,
          FindingKind.UNKNOWN_KEY,
          FindingKind.SIGNATURE);

  /** One of so many is also looked for by verifying the whole log. */
  private static final int WHOLE = 2000;

  private final TamperedLog log;
  private final Random random;
  private final Whereabouts whereabouts;

  FlippedBits(TamperedLog log, Random random) {
    this.log = log;
    this.random = random;
    this.whereabouts = new Whereabouts(log);
  }

  /** Those of these lines, their newlines included. */
  long all(List<TamperedLog.Line> lines) {
    List<Long> seeds = lines.stream().map(line -> random.nextLong()).toList();
    AtomicLong bits = new AtomicLong();
    IntStream.range(0, lines.size())
        .parallel()
        .forEach(i -> bits.addAndGet(all(lines.get(i), new Random(seeds.get(i)))));
    return bits.get();
  }

  private long all(TamperedLog.Line line, Random chance) {
    byte[] segment = log.log().segment(line.file()).clone();
    for (int at = line.offset(); at < line.end(); at++) {
      for (int bit = 0; bit < 8; bit++) {
        segment[at] ^= (byte) (1 << bit);
        // The end of an active segment may be cut off: that is what its head is for.
        boolean cut = log.isActive(line) && at == segment.length - 1;
        if (cut || chance.nextInt(WHOLE) == 0) {
          whole(line, segment, at, cut);
        }
        if (!cut) {
          Finding found = whereabouts.from(line, segment, Math.min(segment.length, line.end()));
          require(found, line, at);
        }
        segment[at] ^= (byte) (1 << bit);
      }
    }
    return 8L * (line.end() - line.offset());
  }

  private void whole(TamperedLog.Line line, byte[] segment, int at, boolean cut) {
    ForgedLog changed = log.log().copy();
    changed.put(line.file(), segment.clone());
    Finding found = Whereabouts.first(changed);
    if (cut) {
      Whereabouts.require(found, Set.of(FindingKind.TRUNCATED), null, null, "last newline");
      return;
    }
    require(found, line, at);
    Finding near = whereabouts.from(line, segment, line.end());
    BrokenPromise.unless(
        near != null && Objects.equals(near.kind(), Objects.requireNonNull(found).kind()),
        "byte " + at + ": the whole log says " + found + ", its lines " + near);
  }

  private static void require(@Nullable Finding found, TamperedLog.Line line, int at) {
    String what = "a bit of byte " + at + " of " + line.file();
    BrokenPromise.unless(
        found != null
            && OF_A_LINE.contains(found.kind())
            && Objects.equals(found.offset(), (long) line.offset()),
        () -> what + " flipped: found " + found);
  }

  /** Those of every so-manieth byte of the head. */
  static long ofHead(TamperedLog log, int number) {
    byte[] head = log.log().segment(ForgedLog.HEAD);
    long bits = 0;
    for (int at = number; at < head.length; at += TamperFault.UNITS) {
      for (int bit = 0; bit < 8; bit++) {
        ForgedLog changed = log.log().copy();
        byte[] flipped = head.clone();
        flipped[at] ^= (byte) (1 << bit);
        changed.put(ForgedLog.HEAD, flipped);
        Whereabouts.require(
            Whereabouts.first(changed),
            Set.of(FindingKind.HEAD_INVALID),
            ForgedLog.HEAD,
            null,
            "a bit of byte " + at + " of the head flipped");
        bits++;
      }
    }
    return bits;
  }
}
