package io.offgrid.audit.faults;

import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.chain.ByteSource;
import io.offgrid.audit.chain.ChainJoin;
import io.offgrid.audit.chain.RangeVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks what is found of a change, and whether that is the change and its place. */
final class Whereabouts {
  private final TamperedLog original;

  Whereabouts(TamperedLog original) {
    this.original = original;
  }

  /** What is found first when the whole log is verified; null if nothing is. */
  static @Nullable Finding first(ForgedLog log) {
    return first(log.verify(TamperedLog.RING, TamperedLog.ORIGIN, null));
  }

  static @Nullable Finding first(VerificationReport report) {
    return report.findings().isEmpty() ? null : report.findings().get(0);
  }

  /**
   * What is found first when a segment is verified from one of its lines on, as if all before it
   * had been: some lines further only, for time's sake.
   *
   * @param segment the changed bytes
   * @param to where the lines end that are looked at
   */
  @Nullable Finding from(TamperedLog.Line line, byte[] segment, int to) {
    byte[] before = original.heads().get(line.seq() - 1);
    List<Finding> found = new ArrayList<>();
    ChainJoin join =
        new ChainJoin(TamperedLog.RING, before, true, TamperedLog.ORIGIN, null, found::add);
    join.beginAfterHead();
    join.segment(line.file(), true, true, segment.length);
    RangeVerifier verifier = new RangeVerifier(TamperedLog.RING, Set.of());
    join.accept(verifier.verify(source(segment), line.offset(), to, segment.length), false);
    return found.isEmpty() ? null : found.get(0);
  }

  private static ByteSource source(byte[] bytes) {
    return (position, into, offset, length) -> {
      int n = (int) Math.min(length, Math.max(0, bytes.length - position));
      System.arraycopy(bytes, (int) position, into, offset, n);
      return n;
    };
  }

  /** Requires that this was found, there. */
  static void require(
      @Nullable Finding found,
      Set<FindingKind> kinds,
      @Nullable String file,
      @Nullable Integer line,
      String what) {
    boolean asExpected =
        found != null
            && kinds.contains(found.kind())
            && Objects.equals(found.file(), file)
            && Objects.equals(found.line(), line == null ? null : Long.valueOf(line));
    BrokenPromise.unless(
        asExpected,
        () -> what + ": expected " + kinds + " " + file + ":" + line + ", found " + found);
  }

  static VerificationReport verified(ForgedLog log, byte @Nullable [] anchor) {
    return log.verify(
        TamperedLog.RING, TamperedLog.ORIGIN, anchor == null ? null : Forger.text(anchor));
  }
}
