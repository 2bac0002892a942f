package io.offgrid.audit.chain;

import io.offgrid.audit.FindingKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a range of a segment on its own: every line's form and signature, and the links between
 * them. What depends on what stands before the range is left to {@link ChainJoin}. For one thread;
 * reused from range to range. Memory does not depend on the range's size.
 */
public final class RangeVerifier {
  /** The longest line that is looked at as a record, in bytes; anything longer is malformed. */
  public static final int MAX_LINE = 16 << 20;

  private static final int MAX_RUNS = 2000;

  private final LineCheck check;
  private final long[] landmarks;
  private final LineReader reader = new LineReader(MAX_LINE);
  private final MessageDigest sha256 = ChainHash.newDigest();
  private final byte[] hash = new byte[Sha256.BYTES];
  private final byte[] claimed = new byte[Sha256.BYTES];
  private final byte[] timestamp = new byte[27];
  private @Nullable RunBuilder open;
  private List<LineRun> runs = new ArrayList<>();

  /**
   * @param landmarks numbers of records whose hash will be asked for: those that heads name
   */
  public RangeVerifier(KeyRing ring, Set<Long> landmarks) {
    this.check = new LineCheck(ring);
    this.landmarks = landmarks.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Verifies the lines that begin in a range; the last one may end after it.
   *
   * @param from first byte of the range; where it is inside a line, that line belongs to the range
   *     before
   * @param to end of the range, exclusive
   * @param end end of the segment, exclusive
   * @return to be given to {@link ChainJoin}; see {@link RangeReport#resumeAt()}
   */
  public RangeReport verify(ByteSource source, long from, long to, long end) {
    runs = new ArrayList<>();
    open = null;
    long start = firstLine(source, from, to);
    long resumeAt = -1;
    if (start >= 0) {
      reader.start(source, start, end);
      while (reader.position() < to && reader.advance()) {
        line();
        if (runs.size() >= MAX_RUNS && reader.position() < to) {
          resumeAt = reader.position();
          break;
        }
      }
    }
    close();
    return new RangeReport(runs, resumeAt);
  }

  private static long firstLine(ByteSource source, long from, long to) {
    if (from == 0) {
      return 0;
    }
    byte[] piece = new byte[64 << 10];
    for (long at = from - 1; at < to - 1; at += piece.length) {
      int n = source.read(at, piece, 0, (int) Math.min(piece.length, to - 1 - at));
      int newline = ByteSearch.newline(piece, 0, n);
      if (newline >= 0) {
        return at + newline + 1;
      }
      if (n <= 0) {
        break;
      }
    }
    return -1;
  }

  private void line() {
    if (reader.isOverlong() || !reader.hasNewline()) {
      close();
      runs.add(
          unread(reader.isOverlong() ? "a line of " + reader.bytes() + " bytes" : "no newline"));
      System.arraycopy(runs.get(runs.size() - 1).lastHash(), 0, hash, 0, hash.length);
      return;
    }
    check.check(reader.buffer(), reader.start(), reader.end(), hash);
    boolean known = check.previousHash(claimed);
    boolean continues =
        open != null
            && known
            && check.isPlain()
            && open.accepts(check.seq(), check)
            && Arrays.equals(claimed, hash);
    if (!continues) {
      close();
    }
    Sha256.hash(sha256, reader.buffer(), reader.start(), reader.end(), hash);
    if (open == null) {
      open = new RunBuilder(known ? claimed.clone() : null);
    } else {
      open.add(check.isBefore(timestamp));
    }
    if (check.isPlain()) {
      check.copyTimestamp(timestamp);
    }
    if (!check.isPlain() || isLandmark(check.seq())) {
      close();
    }
  }

  private boolean isLandmark(long seq) {
    for (long landmark : landmarks) {
      if (landmark == seq) {
        return true;
      }
    }
    return false;
  }

  private LineRun unread(String found) {
    byte[] lineHash = new byte[Sha256.BYTES];
    if (reader.isOverlong()) {
      lineHash = reader.overlongHash();
    } else {
      Sha256.hash(sha256, reader.buffer(), reader.start(), reader.end(), lineHash);
    }
    return new LineRun(
        reader.offset(),
        reader.bytes(),
        1,
        0,
        false,
        null,
        null,
        null,
        null,
        null,
        lineHash,
        FindingKind.MALFORMED,
        "a record and a newline",
        found,
        null,
        0,
        reader.hasNewline());
  }

  private void close() {
    if (open != null) {
      runs.add(open.build());
      open = null;
    }
  }

  /** Collects a run, beginning with the line just checked. */
  private final class RunBuilder {
    private final long offset = reader.offset();
    private final long seq = check.seq();
    private final boolean seqTrusted = check.isSeqTrusted();
    private final @Nullable String id = check.text(Member.ID);
    private final @Nullable String firstTimestamp = check.text(Member.TIMESTAMP);
    private final @Nullable String keyId = check.text(Member.KEY_ID);
    private final @Nullable FindingKind defect = check.defect();
    private final String expected = check.expected();
    private final String found = check.found();
    private final @Nullable OwnRecord own = check.own();
    private final byte @Nullable [] previousHash;
    private long count = 1;
    private long bytes = reader.bytes();
    private long backwards;

    RunBuilder(byte @Nullable [] previousHash) {
      this.previousHash = previousHash;
    }

    boolean accepts(long nextSeq, LineCheck line) {
      return nextSeq == seq + count && line.isSignedBy(keyId);
    }

    void add(boolean backward) {
      count++;
      bytes += reader.bytes();
      backwards += backward ? 1 : 0;
    }

    LineRun build() {
      String last = count == 1 ? firstTimestamp : new String(timestamp, StandardCharsets.US_ASCII);
      return new LineRun(
          offset,
          bytes,
          count,
          seq,
          seqTrusted,
          id,
          firstTimestamp,
          last,
          keyId,
          previousHash,
          hash.clone(),
          defect,
          expected,
          found,
          own,
          backwards,
          true);
    }
  }
}
